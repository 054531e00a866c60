package dev.fairlead.xcmp.para;

/** The steps in which a proof of validity is checked, in their order (sections 4.4, 4.5, AM10). */
public enum PovStep {
  /** Version and sizes; the parts are the candidate's. */
  V1,
  /** The relay parent is the candidate's. */
  V2,
  /** The relay state proof is whole and exact. */
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
  V12,
  /** The own cell of every channel sent on, in the relay state. */
  V_OUT_1,
  /** The newest enacted link. */
  V_OUT_2,
  /** The new link extends it. */
  V_OUT_3,
  /** The batch. */
  V_OUT_4,
  /** Message root and bitfield. */
  V_OUT_5,
  /** Executing the block gives the state and outputs that the candidate commits to. */
  V14
}
