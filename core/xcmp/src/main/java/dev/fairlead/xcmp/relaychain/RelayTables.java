package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that relay state holds about messages. A copy costs a few references; the maps behind
 * it are shared. Written to only while a block is applied.
 */
final class RelayTables {
  PersistentMap<ParaId, ParaRecord> paras = PersistentMap.empty();
  PersistentMap<ParaId, ChannelRow> rows = PersistentMap.empty();
  PersistentMap<ChannelId, Channel> channels = PersistentMap.empty();
  PersistentMap<ChannelId, OpenRequest> requests = PersistentMap.empty();
  PersistentMap<ParaId, List<ParaId>> ingress = PersistentMap.empty();
  PersistentMap<ParaId, List<ParaId>> egress = PersistentMap.empty();
  PersistentMap<ParaId, PersistentMap<Long, List<ParaId>>> digests = PersistentMap.empty();
  PersistentMap<ChannelId, Integer> pendingCounts = PersistentMap.empty();
  PersistentMap<ParaId, List<InFlight>> inFlight = PersistentMap.empty();
  PersistentMap<Hash32, Enacted> enacted = PersistentMap.empty();
  PersistentMap<Long, List<Hash32>> enactedIn = PersistentMap.empty();
  PersistentMap<ParaId, List<PostedBody>> posts = PersistentMap.empty();
  PersistentMap<ChannelId, HrmpQueue> hrmpQueues = PersistentMap.empty();
  PersistentMap<ChannelId, Long> endedIn = PersistentMap.empty(); // AM3
  PersistentMap<Long, RelaySession> sessions = PersistentMap.empty();
  List<ParaId> offboarding = List.of();
  long postFunds;

  RelayTables copy() {
    RelayTables copy = new RelayTables();
    copy.paras = paras;
    copy.rows = rows;
    copy.channels = channels;
    copy.requests = requests;
    copy.ingress = ingress;
    copy.egress = egress;
    copy.digests = digests;
    copy.pendingCounts = pendingCounts;
    copy.inFlight = inFlight;
    copy.enacted = enacted;
    copy.enactedIn = enactedIn;
    copy.posts = posts;
    copy.hrmpQueues = hrmpQueues;
    copy.endedIn = endedIn;
    copy.sessions = sessions;
    copy.offboarding = offboarding;
    copy.postFunds = postFunds;
    return copy;
  }

  /** Senders with a channel to a para, ascending. */
  List<ParaId> senders(ParaId recipient) {
    return ingress.get(recipient).orElse(List.of());
  }

  /** Recipients of a para's channels, ascending. */
  List<ParaId> recipients(ParaId sender) {
    return egress.get(sender).orElse(List.of());
  }

  /** The group that backs a para at a block of a session; threads have a hashed one (AM19). */
  int groupOf(ParaId para, RelaySession session, long block, int rotationBlocks) {
    boolean isThread = paras.get(para).filter(found -> found.kind() == ParaKind.THREAD).isPresent();
    return isThread ? session.hashedGroup(para) : session.groupOf(para, block, rotationBlocks);
  }

  List<InFlight> inFlight(ParaId para) {
    return inFlight.get(para).orElse(List.of());
  }

  int pendingCount(ChannelId channel) {
    return pendingCounts.get(channel).orElse(0);
  }

  /** All entries that wait for a para, ascending by block and sender. */
  List<Watermark> pending(ParaId recipient) {
    return pendingUpTo(recipient, Long.MAX_VALUE);
  }

  /** The entries enacted up to a block. */
  List<Watermark> pendingUpTo(ParaId recipient, long block) {
    List<Watermark> entries = new ArrayList<>();
    for (Map.Entry<Long, List<ParaId>> digest : digest(recipient)) {
      if (digest.getKey() > block) {
        break;
      }
      digest.getValue().forEach(sender -> entries.add(new Watermark(digest.getKey(), sender)));
    }
    return entries;
  }

  /** The block of the oldest entry that waits for a para. */
  Optional<Long> firstPendingBlock(ParaId recipient) {
    for (Map.Entry<Long, List<ParaId>> digest : digest(recipient)) {
      return Optional.of(digest.getKey());
    }
    return Optional.empty();
  }

  PersistentMap<Long, List<ParaId>> digest(ParaId recipient) {
    return digests.get(recipient).orElse(PersistentMap.empty());
  }

  void openIndexes(ChannelId channel) {
    ingress =
        ingress.put(channel.recipient(), with(senders(channel.recipient()), channel.sender()));
    egress = egress.put(channel.sender(), with(recipients(channel.sender()), channel.recipient()));
  }

  void closeIndexes(ChannelId channel) {
    ingress =
        putOrRemove(
            ingress, channel.recipient(), without(senders(channel.recipient()), channel.sender()));
    egress =
        putOrRemove(
            egress, channel.sender(), without(recipients(channel.sender()), channel.recipient()));
  }

  /** A map in which an empty list is the same as no list. */
  static <K extends Comparable<? super K>, T> PersistentMap<K, List<T>> putOrRemove(
      PersistentMap<K, List<T>> map, K key, List<T> list) {
    return list.isEmpty() ? map.remove(key) : map.put(key, List.copyOf(list));
  }

  static List<ParaId> with(List<ParaId> sorted, ParaId para) {
    int at = Collections.binarySearch(sorted, para);
    if (at >= 0) {
      return sorted;
    }
    List<ParaId> more = new ArrayList<>(sorted);
    more.add(-at - 1, para);
    return List.copyOf(more);
  }

  static List<ParaId> without(List<ParaId> sorted, ParaId para) {
    return sorted.stream().filter(one -> !one.equals(para)).toList();
  }
}
