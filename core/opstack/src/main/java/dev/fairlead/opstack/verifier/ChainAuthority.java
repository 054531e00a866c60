package dev.fairlead.opstack.verifier;

/**
 * The port through which decisions reach the chains. Follow mode reports them, a devnet obeys them,
 * host mode steers its engines. Called by the thread that owns the machines; returns as soon as the
 * order is accepted and reports the end as {@link RoundInput.OrderDone} or {@link
 * RoundInput.OrderFailed}. The same order may come again and must then be harmless.
 */
public interface ChainAuthority {
  /** Replaces a block by its deposits-only form and keeps the denied one out. */
  void invalidateBlock(ChainOrder.InvalidateBlock order);

  /** Sets a chain back so that it derives again from there. */
  void rewindChain(ChainOrder.RewindChain order);
}
