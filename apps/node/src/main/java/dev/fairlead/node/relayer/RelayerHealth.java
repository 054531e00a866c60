package dev.fairlead.node.relayer;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.health.HealthIssue;
import dev.fairlead.node.health.HealthIssue.Severity;
import dev.fairlead.node.health.HealthSource;
import dev.fairlead.opstack.relay.DeliveryState;
import dev.fairlead.opstack.relay.RelayEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is wrong with a relayer: told of events by the loop, asked by any thread. */
final class RelayerHealth implements HealthSource, Consumer<RelayEvent> {
  private final SortedMap<ChainId, ScanStatus> chains;
  private final Supplier<Map<String, Integer>> counts;
  private final Set<Hash32> expiring = ConcurrentHashMap.newKeySet();
  private final Map<ChainId, RelayEvent.ChainBlocked.Cause> blocked = new ConcurrentSkipListMap<>();

  RelayerHealth(SortedMap<ChainId, ScanStatus> chains, Supplier<Map<String, Integer>> counts) {
    this.chains = chains;
    this.counts = counts;
  }

  @Override
  public void accept(RelayEvent event) {
    switch (event) {
      case RelayEvent.Moved moved -> {
        boolean isOver =
            moved.to() instanceof DeliveryState.Delivered
                || moved.to() instanceof DeliveryState.Expired;
        if (isOver) {
          expiring.remove(moved.message().hash());
        }
      }
      case RelayEvent.TransactionSigned signed -> blocked.remove(signed.message().destination());
      case RelayEvent.ExpiresSoon soon -> expiring.add(soon.message().hash());
      case RelayEvent.ChainBlocked block -> blocked.put(block.chain(), block.cause());
      case RelayEvent.GapFilled _ -> {}
    }
  }

  @Override
  public List<HealthIssue> issues() {
    List<HealthIssue> issues = new ArrayList<>();
    chains.forEach((chain, status) -> source(issues, chain, status));
    blocked.forEach((chain, cause) -> issues.add(destination(chain, cause)));
    int parked = counts.get().getOrDefault("parked", 0);
    if (parked > 0) {
      issues.add(new HealthIssue(Severity.DEGRADED, "relay_parked", parked + " messages"));
    }
    if (!expiring.isEmpty()) {
      issues.add(
          new HealthIssue(Severity.DEGRADED, "relay_expiring", expiring.size() + " messages"));
    }
    return issues;
  }

  private static void source(List<HealthIssue> issues, ChainId chain, ScanStatus status) {
    boolean isFailing = status.failure().isPresent();
    if (status.hasCaughtUp() && !isFailing) {
      return;
    }
    String detail =
        "chain " + chain + ": " + status.failure().orElse(status.lag() + " blocks to read");
    Severity severity = status.hasCaughtUp() ? Severity.DEGRADED : Severity.NOT_READY;
    issues.add(new HealthIssue(severity, "relay_reading", detail));
  }

  private static HealthIssue destination(ChainId chain, RelayEvent.ChainBlocked.Cause cause) {
    String code =
        switch (cause) {
          case UNREACHABLE -> "relay_reading";
          case INSUFFICIENT_FUNDS -> "relay_funds";
          case FEE_TOO_HIGH -> "relay_fees";
        };
    return new HealthIssue(Severity.DEGRADED, code, "chain " + chain + ": " + cause.text());
  }
}
