package dev.fairlead.node.supernode;

import dev.fairlead.opstack.verifier.ChainAuthority;
import dev.fairlead.opstack.verifier.ChainOrder;
import java.lang.System.Logger.Level;

/**
 * The authority of follow mode: has no power over the chains, so it only tells operators what has
 * to be done. The safe lane then waits until the chain shows that it was done.
 */
final class ReportingAuthority implements ChainAuthority {
  private static final System.Logger LOG = System.getLogger(ReportingAuthority.class.getName());

  private final OrderReports reports;

  ReportingAuthority(OrderReports reports) {
    this.reports = reports;
  }

  @Override
  public void invalidateBlock(ChainOrder.InvalidateBlock order) {
    LOG.log(
        Level.ERROR,
        "block_must_be_replaced chain=%s number=%s hash=%s decided_at=%s"
            .formatted(
                order.chain(),
                Long.toUnsignedString(order.height()),
                order.hash(),
                Long.toUnsignedString(order.decisionTimestamp())));
    reports.done(order);
  }

  @Override
  public void rewindChain(ChainOrder.RewindChain order) {
    LOG.log(Level.ERROR, "chain_must_rewind chain=%s to=%s".formatted(order.chain(), order.to()));
    reports.done(order);
  }
}
