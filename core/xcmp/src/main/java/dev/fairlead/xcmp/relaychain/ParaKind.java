package dev.fairlead.xcmp.relaychain;

/** How a para gets its blocks in. */
public enum ParaKind {
  /** Has a core in every block. */
  CHAIN,
  /** Pays per block; may pause for long. */
  THREAD
}
