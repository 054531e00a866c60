package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What a validator tells the connected collators of a recipient: that it holds entries now. */
final class CollatorNews {
  private final RelayView view;
  private final Connections connections;
  private final HeldEntries held;
  private final CollatorFeed feed;

  CollatorNews(NodeParts parts, CollatorFeed feed) {
    this.view = parts.view();
    this.connections = parts.connections();
    this.held = parts.store().held();
    this.feed = feed;
  }

  /**
   * Tells of entries that are held and wait at the best block; others have no listener. Those that
   * are given the body unasked are not told.
   */
  void announce(Moment moment, List<EntryId> keys) {
    Optional<RelayState> best = view.best();
    Set<EntryId> fresh = Set.copyOf(keys);
    Set<ParaId> recipients = new LinkedHashSet<>();
    keys.forEach(key -> recipients.add(key.recipient()));
    for (ParaId recipient : recipients) {
      List<PeerId> collators = connections.ofPara(recipient);
      if (best.isEmpty() || collators.isEmpty()) {
        continue;
      }
      SequencedMap<PeerId, List<Notification.Announced>> news = new LinkedHashMap<>();
      for (QueueEntry entry : QueueEntry.pending(best.get(), recipient)) {
        if (fresh.contains(entry.key())) {
          long bodyBytes = held.get(entry.key()).orElseThrow().bodyBytes();
          Notification.Announced one = new Notification.Announced(entry.id(), bodyBytes);
          List<PeerId> given = feed.available(moment, best.get(), entry);
          collators.stream()
              .filter(peer -> !given.contains(peer))
              .forEach(peer -> news.computeIfAbsent(peer, _ -> new ArrayList<>()).add(one));
        }
      }
      news.forEach(
          (peer, all) -> moment.emit(new NodeEffect.Notify(peer, new Notification.Announce(all))));
    }
  }
}
