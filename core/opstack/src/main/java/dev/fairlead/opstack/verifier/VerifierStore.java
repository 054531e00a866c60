package dev.fairlead.opstack.verifier;

import java.util.List;

/**
 * What the safe lane of one component must not forget: start, verified results, deny list, pending
 * orders, finality. Small; owned by one thread. Failures of the environment (a full disk) surface
 * as the unchecked I/O exception of the implementation, with everything written before intact.
 */
public interface VerifierStore extends VerifierRecords, AutoCloseable {
  /** Applies all changes, in order, or none; durable when the call returns. */
  void apply(List<StoreChange> transaction);

  /** Releases what the store holds. */
  @Override
  void close();
}
