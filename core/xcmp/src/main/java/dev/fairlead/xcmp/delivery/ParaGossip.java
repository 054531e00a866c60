package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gossip inside a para: who holds an entry says so, who lacks it fetches (AM24). No body that is
 * not asked for is taken, so nothing unverified is kept but ids: at most {@value #IDS_MAX} per peer
 * (section 5.9).
 */
final class ParaGossip {
  static final int IDS_MAX = 1_024;

  private final ParaId para;
  private final Connections connections;
  private final SortedMap<PeerId, SequencedSet<EntryId>> announced = new TreeMap<>();

  ParaGossip(ParaId para, Connections connections) {
    this.para = para;
    this.connections = connections;
  }

  /** Tells the connected nodes of the para what is held now; those that know it are left out. */
  void announce(Moment moment, List<Notification.Announced> entries) {
    for (PeerId peer : connections.ofPara(para)) {
      SequencedSet<EntryId> known = announced.getOrDefault(peer, new LinkedHashSet<>());
      List<Notification.Announced> news = new ArrayList<>();
      for (Notification.Announced entry : entries) {
        if (news.size() < PeerLimits.ANNOUNCED_MAX && !known.contains(entry.id())) {
          news.add(entry);
        }
      }
      if (!news.isEmpty()) {
        moment.emit(new NodeEffect.Notify(peer, new Notification.Announce(news)));
      }
    }
  }

  /** Remembers who says to hold what; only nodes of the para and validators are listened to. */
  void heard(PeerId peer, Notification.Announce announce) {
    if (!connections.ofPara(para).contains(peer) && !connections.isValidator(peer)) {
      return;
    }
    SequencedSet<EntryId> ids = announced.computeIfAbsent(peer, _ -> new LinkedHashSet<>());
    for (Notification.Announced entry : announce.entries()) {
      ids.addLast(entry.id());
      if (ids.size() > IDS_MAX) {
        ids.removeFirst();
      }
    }
  }

  void dropped(PeerId peer, Notification.Drop drop) {
    SequencedSet<EntryId> ids = announced.get(peer);
    if (ids != null) {
      drop.entries().forEach(ids::remove);
    }
  }

  void lost(PeerId peer) {
    announced.remove(peer);
  }

  /** Connected nodes of the para, and validators, that say to hold an entry. */
  List<PeerId> holders(EntryId id) {
    List<PeerId> holders = new ArrayList<>();
    announced.forEach((peer, ids) -> {
      if (ids.contains(id)) {
        holders.add(peer);
      }
    });
    return holders;
  }
}
