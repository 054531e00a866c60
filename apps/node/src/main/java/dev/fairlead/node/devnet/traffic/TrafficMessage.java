package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.devnet.traffic.LogIndex.RelayedLog;
import dev.fairlead.node.devnet.traffic.LogIndex.SentLog;
import dev.fairlead.node.devnet.traffic.MessageState.Execution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One message of the demonstration and what has become of it. Owned by the traffic's thread. */
final class TrafficMessage {
  private final PlannedMessage plan;
  private final long startNanos;
  private MessageState state = new MessageState.Submitted();
  private Optional<Hash32> transaction = Optional.empty();
  private Optional<Duration> settledAfter = Optional.empty();

  TrafficMessage(PlannedMessage plan, long startNanos) {
    this.plan = plan;
    this.startNanos = startNanos;
  }

  PlannedMessage plan() {
    return plan;
  }

  MessageState state() {
    return state;
  }

  /** Whether its first chain, or the gate that refuses it, has answered. */
  boolean isAnswered() {
    return transaction.isPresent() || state.isSettled();
  }

  /** Its first chain has taken its transaction. */
  void taken(Hash32 hash) {
    transaction = Optional.of(hash);
  }

  Duration age(long nowNanos) {
    return settledAfter.orElse(Duration.ofNanos(nowNanos - startNanos));
  }

  MessageView view(long nowNanos) {
    return new MessageView(plan, state, age(nowNanos));
  }

  /** Answers whether anything has changed. */
  boolean moveTo(MessageState next, long nowNanos) {
    if (next.equals(state)) {
      return false;
    }
    if (next.isSettled() && settledAfter.isEmpty()) {
      settledAfter = Optional.of(age(nowNanos));
    }
    state = next;
    return true;
  }

  /** The log that sent it. */
  Optional<SentLog> sent(LogIndex index) {
    return transaction.flatMap(hash -> index.sentBy(hash).stream().findFirst());
  }

  /** The state that the logs show; a valid message only. */
  MessageState seen(LogIndex index, SafeHeights heights) {
    Optional<SentLog> sent = sent(index);
    if (sent.isEmpty()) {
      return new MessageState.Submitted();
    }
    SentLog hop = sent.get();
    MessageState reached = new MessageState.Sent(hop.place().block().number());
    for (int at = 1; at < plan.route().size(); at++) {
      Optional<RelayedLog> relayed = index.relayed(hop.hash());
      if (relayed.isEmpty()) {
        return reached;
      }
      long block = relayed.get().place().block().number();
      if (at == plan.route().size() - 1) {
        return ended(new Execution(block, isSameTimestamp(sent.get(), block)), heights);
      }
      reached = new MessageState.Forwarded(relayed.get().chain(), block);
      List<SentLog> onward = index.sentBy(relayed.get().place().transaction());
      if (onward.isEmpty()) {
        return reached;
      }
      hop = onward.getFirst();
    }
    return reached;
  }

  // All chains have the same grid, so equal heights are equal timestamps.
  private static boolean isSameTimestamp(SentLog sent, long block) {
    return sent.place().block().number() == block;
  }

  private static MessageState ended(Execution execution, SafeHeights heights) {
    if (execution.block() <= heights.finalized()) {
      return new MessageState.Finalized(execution);
    }
    return execution.block() <= heights.crossSafe()
        ? new MessageState.Delivered(execution)
        : new MessageState.Executed(execution);
  }
}
