package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which members of receiving groups say to hold what (AM20), and what this node says itself. A
 * member tells its own group and its partner in each group that backed what it holds; a sending
 * validator hands on what its partner said to its own group. A receipt that comes from a member of
 * the own sending group counts as that of the member's partner, for pairs are public (ADR 0015). An
 * entry is secured once half of the receiving group, rounded up, holds it.
 *
 * <pre>
 * (held, or anchor final) → due    a member holds something that waits
 * due                     → said   a moment later, so that one receipt tells of several entries
 * heard                   → counts while its anchor is in the view
 * counts                  → (gone) replaced by a later one, anchor gone, or a probe has failed
 * </pre>
 */
final class Receipts {
  private static final int IDS_PER_PEER_MAX = 4_096;

  private final NodeParts parts;
  private final boolean tellsSenders;
  private final SortedMap<PeerId, SequencedMap<ParaId, Notification.Have>> heard = new TreeMap<>();
  private final SortedMap<ParaId, Said> said = new TreeMap<>();
  private final Set<ParaId> due = new LinkedHashSet<>();
  private long dueNanos = Long.MAX_VALUE;

  /**
   * No receipts yet.
   *
   * @param tellsSenders whether sending validators push, and so want to know
   */
  Receipts(NodeParts parts, boolean tellsSenders) {
    this.parts = parts;
    this.tellsSenders = tellsSenders;
  }

  private record Said(Notification.Have have, List<PeerId> audience) {}

  /** A validator says what it holds; whether it counts. */
  boolean heard(Moment moment, PeerId peer, Notification.Have have) {
    Optional<RelayState> best = parts.view().best();
    boolean isUsable =
        best.isPresent()
            && parts.connections().isValidator(peer)
            && parts.view().state(have.anchor()).isPresent()
            && best.get().para(have.recipient()).isPresent();
    if (!isUsable) {
      return false;
    }
    Groups groups = parts.groups();
    Groups.Seat receivers = receivers(best.get(), have.recipient());
    List<PeerId> own = groups.others(best.get().session());
    boolean isReceiver = receivers.members().contains(peer);
    Optional<PeerId> holder =
        isReceiver
            ? Optional.of(peer)
            : own.contains(peer) ? groups.partnerOf(best.get(), peer, receivers) : Optional.empty();
    if (holder.isEmpty() || !keep(best.get(), holder.get(), have)) {
      return false;
    }
    if (isReceiver && !own.contains(peer)) {
      own.forEach(fellow -> moment.emit(new NodeEffect.Notify(fellow, have)));
    }
    return true;
  }

  private static Groups.Seat receivers(RelayState state, ParaId recipient) {
    return new Groups.Seat(state.session(), Groups.backing(state, recipient));
  }

  /** Whether it is kept: under one anchor, nobody holds less than before. */
  private boolean keep(RelayState best, PeerId holder, Notification.Have have) {
    SequencedMap<ParaId, Notification.Have> known =
        heard.computeIfAbsent(holder, _ -> new LinkedHashMap<>());
    Notification.@Nullable Have before = known.get(have.recipient()); // none at first
    if (before != null
        && before.anchor().equals(have.anchor())
        && best.settings().order().isAfter(before.upTo(), have.upTo())) {
      return false;
    }
    known.putLast(have.recipient(), have);
    int ids = 0;
    for (Notification.Have one : known.values()) {
      ids += 1 + one.holes().size();
    }
    while (ids > IDS_PER_PEER_MAX) {
      ids -= 1 + known.pollFirstEntry().getValue().holes().size();
    }
    return true;
  }

  /** A member has been shown not to hold what it says: nothing of it counts any more. */
  void distrust(PeerId holder) {
    heard.remove(holder);
  }

  /** Members of the receiving group, without this node, that say to hold an entry. */
  List<PeerId> holders(RelayState best, QueueEntry entry) {
    List<PeerId> holders = new ArrayList<>();
    ParaId recipient = entry.id().recipient();
    List<PeerId> members = receivers(best, recipient).members();
    for (PeerId member : parts.groups().withoutSelf(members)) {
      SequencedMap<ParaId, Notification.Have> known = heard.get(member);
      if (known != null && covers(known.get(recipient), entry)) {
        holders.add(member);
      }
    }
    return holders;
  }

  private boolean covers(Notification.@Nullable Have have, QueueEntry entry) {
    if (have == null) {
      return false;
    }
    Optional<RelayState> anchor = parts.view().state(have.anchor());
    return anchor
        .flatMap(state -> QueueEntry.of(state, entry.key()))
        .filter(there -> isUpTo(anchor.get(), there, have))
        .filter(there -> !have.holes().contains(there.id()))
        .isPresent();
  }

  private static boolean isUpTo(RelayState anchor, QueueEntry entry, Notification.Have have) {
    return !anchor.settings().order().isAfter(entry.position(), have.upTo());
  }

  /** Whether half of the receiving group, rounded up, holds an entry. */
  boolean isSecured(RelayState best, QueueEntry entry) {
    List<PeerId> members = receivers(best, entry.id().recipient()).members();
    int holders = holders(best, entry).size();
    boolean isMember = parts.groups().serves(best, entry.id().recipient());
    holders += isMember && parts.store().held().holds(entry.key()) ? 1 : 0;
    return 2 * holders >= members.size();
  }

  /** Entries are held that were not: their recipients' receipts are due. */
  void fresh(Moment moment, Collection<EntryId> keys) {
    keys.forEach(key -> due(moment, key.recipient()));
  }

  private void due(Moment moment, ParaId recipient) {
    DeliverySettings.Sharing sharing = parts.store().settings().sharing();
    boolean isServed =
        parts.view().best().filter(best -> parts.groups().serves(best, recipient)).isPresent();
    if (sharing.usesReceipts() && isServed && due.add(recipient) && dueNanos == Long.MAX_VALUE) {
      dueNanos = moment.nowNanos() + sharing.receiptNanos();
    }
  }

  /** The best block has moved: receipts whose anchor leaves the view are due again. */
  void moved(Moment moment, RelayState best) {
    said.keySet().removeIf(para -> !parts.groups().serves(best, para));
    heard
        .values()
        .forEach(
            known -> known.values().removeIf(have -> parts.view().state(have.anchor()).isEmpty()));
    heard.values().removeIf(SequencedMap::isEmpty);
    for (ParaId para : parts.groups().served(best)) {
      Optional<Notification.Have> last =
          Optional.ofNullable(said.get(para))
              .map(Said::have)
              .filter(have -> parts.view().state(have.anchor()).isPresent());
      boolean isDue =
          QueueEntry.pending(best, para).stream()
              .filter(entry -> parts.store().held().holds(entry.key()))
              .anyMatch(entry -> last.filter(have -> covers(have, entry)).isEmpty());
      if (isDue) {
        due(moment, para);
      }
    }
  }

  /** Says what is due. */
  void elapsed(Moment moment) {
    Optional<RelayState> best = parts.view().best();
    if (dueNanos > moment.nowNanos() || best.isEmpty()) {
      return;
    }
    dueNanos = Long.MAX_VALUE;
    due.forEach(para -> say(moment, best.get(), para));
    due.clear();
  }

  private void say(Moment moment, RelayState best, ParaId recipient) {
    List<EntryId> holes = new ArrayList<>();
    List<EntryId> holesBehind = new ArrayList<>();
    Set<PeerId> audience = new LinkedHashSet<>(parts.groups().others(best.session()));
    Optional<QueueEntry> last = Optional.empty();
    for (QueueEntry entry : QueueEntry.pending(best, recipient)) {
      if (!parts.store().held().holds(entry.key())) {
        holesBehind.add(entry.id());
        continue;
      }
      if (holes.size() + holesBehind.size() > PeerLimits.HOLES_MAX) {
        break;
      }
      holes.addAll(holesBehind);
      holesBehind.clear();
      last = Optional.of(entry);
      if (tellsSenders) {
        partner(best, entry).ifPresent(audience::add);
      }
    }
    if (last.isEmpty()) {
      return;
    }
    Notification.Have have =
        new Notification.Have(recipient, best.ref().hash(), last.get().position(), holes);
    said.put(recipient, new Said(have, List.copyOf(audience)));
    for (PeerId peer : audience) {
      if (parts.connections().isConnected(peer)) {
        moment.emit(new NodeEffect.Notify(peer, have));
      } else {
        parts.connections().dial(moment, peer);
      }
    }
  }

  private Optional<PeerId> partner(RelayState best, QueueEntry entry) {
    return entry
        .backing(best)
        .flatMap(seat ->
            parts.groups().withoutSelf(parts.groups().partners(best, seat)).stream().findFirst());
  }

  /** A peer that was not there when receipts were given gets them now. */
  void connected(Moment moment, PeerId peer) {
    for (Said one : said.values()) {
      if (one.audience().contains(peer)) {
        moment.emit(new NodeEffect.Notify(peer, one.have()));
      }
    }
  }

  /** When {@link #elapsed} must be called; MAX_VALUE if nothing is due. */
  long nextDeadlineNanos() {
    return dueNanos;
  }
}
