package dev.fairlead.xcmp.relaychain;

/** Which messages a relay chain takes; one choice per relay chain. */
public enum Acceptance {
  /** XCMP: commitments to message roots, bodies stay off the relay chain. */
  SEED,
  /** As the live relay chain does: bodies pass through relay state (A6). */
  HRMP
}
