package dev.fairlead.xcmp.proof;

/** The steps in which an incoming proof is checked, in their order (section 4.4, AM10). */
public enum ProofStep {
  /** Version and sizes. */
  V1,
  /** The relay parent is the candidate's. */
  V2,
  /** The relay state proof is whole and exact, its values are readable. */
  V3,
  /** The channels are those of the ingress index. */
  V4,
  /** The cell stands in the sender's row. */
  V5,
  /** Without news nothing is shown. */
  V6,
  /** The head proof has the geometry of its position. */
  V7,
  /** The links lead from the last consumed one to the message root. */
  V8,
  /** The blocks of the links are in order and in range. */
  V9,
  /** The links are those that the relay chain counts as pending. */
  V10,
  /** The new watermark keeps the rules. */
  V11,
  /** Every consumed link has its body, and no other. */
  V12
}
