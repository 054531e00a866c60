package dev.fairlead.opstack.verifier;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The reading side of a {@link VerifierStore}; answers depend on its content alone. */
public interface VerifierRecords {
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
}
