package dev.fairlead.node.supernode.metrics;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.verifier.DecisionKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts what happens. Safe for all threads. Every series that the configured chains can have
 * starts at 0, so that alerts fire on the first event.
 */
public final class SupernodeCounters {
  private static final List<String> OTHER_REJECTIONS =
      List.of(
          "malformed",
          "too-many-groups",
          "back-filling",
          "not-indexed",
          "level-not-reached",
          "not-enough-history",
          "failsafe");

  private final Metrics metrics;

  /**
   * Counts into that registry.
   *
   * @param failureKinds every kind of failure that a source can have
   */
  public SupernodeCounters(
      Metrics metrics, Collection<ChainId> chains, Collection<String> failureKinds) {
    this.metrics = metrics;
    metrics.counter(SupernodeMetricNames.VERIFIED);
    metrics.counter(SupernodeMetricNames.REWINDS);
    metrics.timer(SupernodeMetricNames.VERIFICATION);
    metrics.timer(SupernodeMetricNames.CHECK_DURATION);
    metrics.counter(SupernodeMetricNames.CHECKS, "true");
    metrics.counter(SupernodeMetricNames.CHECKS, "false");
    for (DecisionKind kind : DecisionKind.values()) {
      metrics.counter(SupernodeMetricNames.DECISIONS, name(kind));
    }
    Stream.concat(
            OTHER_REJECTIONS.stream(),
            Stream.of(InvalidMessage.Code.values()).map(InvalidMessage.Code::text))
        .forEach(reason -> metrics.counter(SupernodeMetricNames.CHECK_REJECTIONS, reason));
    for (String kind : failureKinds) {
      metrics.counter(SupernodeMetricNames.ACTIVITY_ERRORS, "source", kind);
    }
    for (ChainId chain : chains) {
      start(chain.toString(), failureKinds);
    }
  }

  private void start(String chain, Collection<String> failureKinds) {
    metrics.counter(SupernodeMetricNames.INVALIDATIONS, chain);
    metrics.summary(SupernodeMetricNames.REWIND_DEPTH, chain);
    metrics.counter(SupernodeMetricNames.DENIED, chain);
    metrics.counter(SupernodeMetricNames.BACK_FILL_RETRIES, chain);
    metrics.counter(SupernodeMetricNames.LOG_PRUNED, chain);
    metrics.counter(SupernodeMetricNames.REORGS, chain);
    metrics.counter(SupernodeMetricNames.LOGS_ADDED, chain);
    metrics.counter(SupernodeMetricNames.BLOCKS_SEALED, chain);
    failureKinds.forEach(
        kind -> metrics.counter(SupernodeMetricNames.SOURCE_FAILURES, chain, kind));
  }

  /** Blocks were stored. */
  public void appended(ChainId chain, List<SealedBlock> blocks) {
    long logs = blocks.stream().mapToLong(block -> block.seal().logCount()).sum();
    metrics.counter(SupernodeMetricNames.BLOCKS_SEALED, chain.toString()).increment(blocks.size());
    metrics.counter(SupernodeMetricNames.LOGS_ADDED, chain.toString()).increment((double) logs);
  }

  /** Blocks were undone. */
  public void rewound(ChainId chain, int blocks) {
    metrics.counter(SupernodeMetricNames.REORGS, chain.toString()).increment();
    metrics.summary(SupernodeMetricNames.REWIND_DEPTH, chain.toString()).record(blocks);
  }

  /** Blocks were pruned. */
  public void pruned(ChainId chain, long blocks) {
    metrics.counter(SupernodeMetricNames.LOG_PRUNED, chain.toString()).increment((double) blocks);
  }

  /** A round was decided. */
  public void decided(DecisionKind kind) {
    metrics.counter(SupernodeMetricNames.DECISIONS, name(kind)).increment();
    switch (kind) {
      case ADVANCE -> metrics.counter(SupernodeMetricNames.VERIFIED).increment();
      case REWIND -> metrics.counter(SupernodeMetricNames.REWINDS).increment();
      case WAIT, INVALIDATE -> {}
    }
  }

  /** A block was ordered to be replaced. */
  public void invalidated(ChainId chain) {
    metrics.counter(SupernodeMetricNames.INVALIDATIONS, chain.toString()).increment();
  }

  /** A block entered the deny list. */
  public void denied(ChainId chain) {
    metrics.counter(SupernodeMetricNames.DENIED, chain.toString()).increment();
  }

  /** A request to a source failed; it will be repeated. */
  public void sourceFailed(ChainId chain, String kind) {
    metrics.counter(SupernodeMetricNames.SOURCE_FAILURES, chain.toString(), kind).increment();
    metrics.counter(SupernodeMetricNames.ACTIVITY_ERRORS, "source", kind).increment();
    metrics.counter(SupernodeMetricNames.BACK_FILL_RETRIES, chain.toString()).increment();
  }

  /** The safe lane made a step. */
  public void verified(Duration duration) {
    metrics.timer(SupernodeMetricNames.VERIFICATION).record(duration);
  }

  /** An access list was judged; {@code refusal} is the code of the first fault. */
  public void checked(Optional<String> refusal, Duration duration) {
    boolean isAccepted = refusal.isEmpty();
    metrics.counter(SupernodeMetricNames.CHECKS, Boolean.toString(isAccepted)).increment();
    metrics.timer(SupernodeMetricNames.CHECK_DURATION).record(duration);
    refusal.ifPresent(
        code -> metrics.counter(SupernodeMetricNames.CHECK_REJECTIONS, code).increment());
  }

  private static String name(DecisionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
