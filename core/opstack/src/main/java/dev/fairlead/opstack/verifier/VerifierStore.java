package dev.fairlead.opstack.verifier;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the safe lane of one component must not forget: start, verified results, deny list, pending
 * orders, finality. Small; owned by one thread. Failures of the environment (a full disk) surface
 * as the unchecked I/O exception of the implementation, with everything written before intact.
 */
public interface VerifierStore extends AutoCloseable {
  /** Where verification began; empty before the first start. */
  Optional<StartPoint> start();

  /** The newest result. */
  Optional<VerifiedResult> last();

  /** The newest result with a timestamp at or before the given one. */
  Optional<VerifiedResult> atOrBefore(long timestamp);

  /** The oldest stored result with a timestamp after the given one. */
  Optional<VerifiedResult> after(long timestamp);

  /** The deny list, in order of entry. */
  List<DeniedBlock> denied();

  /** Orders that are decided and not reported done. */
  List<ChainOrder> pendingOrders();

  /** Timestamp of the newest final result; empty if none is. */
  OptionalLong finalizedTimestamp();

  /** Applies all changes, in order, or none; durable when the call returns. */
  void apply(List<StoreChange> transaction);

  /** Releases what the store holds. */
  @Override
  void close();
}
