package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The queues of one relay state, each put in order when it is first asked for and kept: all nodes
 * that follow a block ask the same. Written to by its owner's thread alone.
 */
final class QueueIndex {
  private final RelayTables tables;
  private final QueueOrder order;
  private final Map<ParaId, IngressQueue> queues = new HashMap<>(); // by recipient
  private final Map<ParaId, List<WaitingEntry>> waiting = new HashMap<>(); // by recipient
  private final Map<Long, Enactments> enacted = new HashMap<>(); // by block

  private record Enactments(List<Enacted> inOrder, Map<ParaId, List<Enacted>> bySender) {}

  QueueIndex(RelayTables tables, QueueOrder order) {
    this.tables = tables;
    this.order = order;
  }

  IngressQueue queue(ParaId recipient) {
    return queues.computeIfAbsent(recipient, para -> IngressQueue.of(order, tables.pending(para)));
  }

  List<WaitingEntry> waiting(ParaId recipient) {
    return waiting.computeIfAbsent(recipient, this::findWaiting);
  }

  private List<WaitingEntry> findWaiting(ParaId recipient) {
    List<WaitingEntry> found = new ArrayList<>();
    for (Watermark position : queue(recipient).entries()) {
      ChannelId channel = new ChannelId(position.para(), recipient);
      origin(channel, position.block())
          .ifPresent(origin -> found.add(new WaitingEntry(channel, position, origin)));
    }
    return List.copyOf(found);
  }

  /** The candidate by which a block sent on a channel; A7 leaves at most one. */
  Optional<Enacted> origin(ChannelId channel, long block) {
    OptionalInt slot = tables.channels.get(channel).stream().mapToInt(Channel::slot).findFirst();
    for (Enacted one : enactedIn(block, channel.sender())) {
      if (slot.isPresent()
          && one.origin().candidate().commitments() instanceof CandidateCommitments.Seed(var header)
          && header.sent().isSet(slot.getAsInt())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** What a block enacted, in its order, as far as it is kept. */
  List<Enacted> enactedIn(long block) {
    return enacted.computeIfAbsent(block, this::findEnacted).inOrder();
  }

  /** Those of one sender, oldest first. */
  List<Enacted> enactedIn(long block, ParaId sender) {
    return enacted
        .computeIfAbsent(block, this::findEnacted)
        .bySender()
        .getOrDefault(sender, List.of());
  }

  private Enactments findEnacted(long block) {
    List<Enacted> inOrder =
        tables.enactedIn.get(block).orElse(List.of()).stream()
            .flatMap(candidate -> tables.enacted.get(candidate).stream())
            .toList();
    return new Enactments(
        inOrder,
        inOrder.stream().collect(Collectors.groupingBy(one -> one.origin().candidate().para())));
  }
}
