package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gossip inside a para: who holds an entry says so, who lacks it fetches (AM24). No body that is
 * not asked for is taken, so nothing unverified is kept but ids: at most {@value #IDS_MAX} per
 * peer, and none that the relay chain does not know for longer than {@value #BLOCKS_MAX} blocks
 * (5.9).
 */
final class ParaGossip {
  static final int IDS_MAX = 1_024;
  static final int BLOCKS_MAX = 10;

  private final ParaId para;
  private final Connections connections;
  private final SortedMap<PeerId, SequencedMap<EntryId, Long>> announced = new TreeMap<>();
  private long block; // best

  ParaGossip(ParaId para, Connections connections) {
    this.para = para;
    this.connections = connections;
  }

  /** Tells the connected nodes of the para what is held now; those that know it are left out. */
  void announce(Moment moment, List<Notification.Announced> entries) {
    for (PeerId peer : connections.ofPara(para)) {
      Set<EntryId> known = announced.getOrDefault(peer, new LinkedHashMap<>()).keySet();
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
    SequencedMap<EntryId, Long> ids = announced.computeIfAbsent(peer, _ -> new LinkedHashMap<>());
    for (Notification.Announced entry : announce.entries()) {
      ids.putLast(entry.id(), block);
      if (ids.size() > IDS_MAX) {
        ids.pollFirstEntry();
      }
    }
  }

  /** Forgets what is old and does not wait for anybody; looks at each id every ten blocks. */
  void moved(RelayState best) {
    block = best.number();
    for (SequencedMap<EntryId, Long> ids : announced.values()) {
      Map.Entry<EntryId, Long> oldest = ids.firstEntry();
      while (oldest != null && oldest.getValue() + BLOCKS_MAX < block) {
        ids.pollFirstEntry();
        EntryId id = oldest.getKey();
        boolean isWaiting =
            QueueEntry.of(best, id.channel(), id.block())
                .filter(entry -> entry.id().equals(id))
                .filter(entry -> isAhead(best, id))
                .isPresent();
        if (isWaiting) {
          ids.putLast(id, block);
        }
        oldest = ids.firstEntry();
      }
    }
  }

  private static boolean isAhead(RelayState best, EntryId id) {
    return best.settings().order().isAfter(id.position(), best.watermark(id.recipient()));
  }

  void dropped(PeerId peer, Notification.Drop drop) {
    SequencedMap<EntryId, Long> ids = announced.get(peer);
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
      if (ids.containsKey(id)) {
        holders.add(peer);
      }
    });
    return holders;
  }
}
