package dev.fairlead.node.supernode;

import dev.fairlead.opstack.verifier.ChainOrder;

/** Where a chain authority says what became of its orders. Safe for all threads. */
public interface OrderReports {
  /** The order is carried out. */
  void done(ChainOrder order);

  /** The order could not be carried out; it is given again after a pause. */
  void failed(ChainOrder order);
}
