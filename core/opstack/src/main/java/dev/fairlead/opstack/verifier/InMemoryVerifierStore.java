package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.machine.Invariants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A verifier store without a disk: for tests, offline tools and the simulator. */
public final class InMemoryVerifierStore implements VerifierStore {
  private final TreeMap<Long, VerifiedResult> results = new TreeMap<>(Long::compareUnsigned);
  private final List<DeniedBlock> denied = new ArrayList<>();
  private List<ChainOrder> pending = List.of();
  private OptionalLong finalized = OptionalLong.empty();
  // Absent until verification has begun.
  private @Nullable StartPoint start;

  @Override
  public Optional<StartPoint> start() {
    return Optional.ofNullable(start);
  }

  @Override
  public Optional<VerifiedResult> last() {
    return results.isEmpty() ? Optional.empty() : Optional.of(results.lastEntry().getValue());
  }

  @Override
  public Optional<VerifiedResult> atOrBefore(long timestamp) {
    return Optional.ofNullable(results.floorEntry(timestamp)).map(entry -> entry.getValue());
  }

  @Override
  public Optional<VerifiedResult> after(long timestamp) {
    return Optional.ofNullable(results.higherEntry(timestamp)).map(entry -> entry.getValue());
  }

  @Override
  public List<DeniedBlock> denied() {
    return List.copyOf(denied);
  }

  @Override
  public List<ChainOrder> pendingOrders() {
    return pending;
  }

  @Override
  public OptionalLong finalizedTimestamp() {
    return finalized;
  }

  @Override
  public void apply(List<StoreChange> transaction) {
    transaction.forEach(this::apply);
  }

  private void apply(StoreChange change) {
    switch (change) {
      case StoreChange.Started(StartPoint point) -> start = point;
      case StoreChange.Verified(VerifiedResult result) -> verified(result);
      case StoreChange.VerifiedDropped(long from) -> results.tailMap(from, true).clear();
      case StoreChange.Denied(DeniedBlock block) -> {
        if (!denied.contains(block)) {
          denied.add(block);
        }
      }
      case StoreChange.DenialDropped(DeniedBlock block) -> denied.remove(block);
      case StoreChange.OrdersPending(List<ChainOrder> orders) -> pending = orders;
      case StoreChange.FinalizedUpTo(long timestamp) -> finalized = OptionalLong.of(timestamp);
      case StoreChange.ResultsPruned(long below) -> {
        if (!results.isEmpty()) {
          long last = results.lastKey();
          results.headMap(Long.compareUnsigned(below, last) < 0 ? below : last, false).clear();
        }
      }
    }
  }

  private void verified(VerifiedResult result) {
    VerifiedResult same = results.get(result.timestamp());
    boolean isNewest =
        results.isEmpty() || Long.compareUnsigned(result.timestamp(), results.lastKey()) > 0;
    Invariants.require(
        isNewest || result.equals(same), () -> "result out of order: " + result.timestamp());
    results.put(result.timestamp(), result);
  }

  @Override
  public void close() {}
}
