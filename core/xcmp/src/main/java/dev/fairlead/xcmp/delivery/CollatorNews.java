package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a validator tells the connected collators of a recipient: that it holds entries now. */
final class CollatorNews {
  private final RelayView view;
  private final Connections connections;
  private final HeldEntries held;

  CollatorNews(RelayView view, Connections connections, SendingValidator.Store store) {
    this.view = view;
    this.connections = connections;
    this.held = store.held();
  }

  /** Tells of entries that are held and wait at the best block; others have no listener. */
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
      List<Notification.Announced> news = new ArrayList<>();
      for (QueueEntry entry : QueueEntry.pending(best.get(), recipient)) {
        if (fresh.contains(entry.key())) {
          long bodyBytes = held.get(entry.key()).orElseThrow().bodyBytes();
          news.add(new Notification.Announced(entry.id(), bodyBytes));
        }
      }
      if (!news.isEmpty()) {
        collators.forEach(
            peer -> moment.emit(new NodeEffect.Notify(peer, new Notification.Announce(news))));
      }
    }
  }
}
