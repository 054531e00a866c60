package dev.fairlead.node.devnet;

/** Protocol families that a devnet could be restricted to. */
enum Family {
  /** Chains over an L1, with OP Stack interop. */
  OPSTACK,
  /** Parachains over a relay chain. */
  XCMP
}
