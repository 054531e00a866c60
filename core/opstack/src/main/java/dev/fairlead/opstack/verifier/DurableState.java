package dev.fairlead.opstack.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the records will hold once the current step's effects are carried out: loaded from them at
 * the start, then changed by the same changes that are ordered to be persisted.
 */
final class DurableState {
  private final VerifierRecords records;
  private final List<DeniedBlock> denied;
  private List<ChainOrder> orders;
  private OptionalLong finalized;
  // Both absent until they are first written.
  private @Nullable StartPoint start;
  private @Nullable VerifiedResult last;

  DurableState(VerifierRecords records) {
    this.records = records;
    start = records.start().orElse(null);
    last = records.last().orElse(null);
    denied = new ArrayList<>(records.denied());
    orders = records.pendingOrders();
    finalized = records.finalizedTimestamp();
  }

  Optional<StartPoint> start() {
    return Optional.ofNullable(start);
  }

  Optional<VerifiedResult> last() {
    return Optional.ofNullable(last);
  }

  List<DeniedBlock> denied() {
    return List.copyOf(denied);
  }

  List<ChainOrder> orders() {
    return orders;
  }

  OptionalLong finalized() {
    return finalized;
  }

  void apply(StoreChange change) {
    switch (change) {
      case StoreChange.Started(StartPoint point) -> start = point;
      case StoreChange.Verified(VerifiedResult result) -> last = result;
      case StoreChange.VerifiedDropped(long from) ->
          last = from == 0 ? null : records.atOrBefore(from - 1).orElse(null);
      case StoreChange.Denied(DeniedBlock block) -> denied.add(block);
      case StoreChange.DenialDropped(DeniedBlock block) -> denied.remove(block);
      case StoreChange.OrdersPending(List<ChainOrder> pending) -> orders = pending;
      case StoreChange.FinalizedUpTo(long timestamp) -> finalized = OptionalLong.of(timestamp);
      case StoreChange.ResultsPruned ignored -> {}
    }
  }
}
