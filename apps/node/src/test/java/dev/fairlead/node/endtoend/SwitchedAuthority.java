package dev.fairlead.node.endtoend;

import dev.fairlead.node.devnet.verdict.ObeyingAuthority;
import dev.fairlead.node.supernode.OrderReports;
import dev.fairlead.opstack.verifier.ChainAuthority;
import dev.fairlead.opstack.verifier.ChainOrder;
import java.util.function.BooleanSupplier;

/** Obeys from some moment on; orders before that fail and so come again. */
record SwitchedAuthority(
    BooleanSupplier isObeying, Runnable onIgnored, ObeyingAuthority obeying, OrderReports reports)
    implements ChainAuthority {
  @Override
  public void invalidateBlock(ChainOrder.InvalidateBlock order) {
    if (isObeying.getAsBoolean()) {
      obeying.invalidateBlock(order);
    } else {
      onIgnored.run();
      reports.failed(order);
    }
  }

  @Override
  public void rewindChain(ChainOrder.RewindChain order) {
    obeying.rewindChain(order);
  }
}
