package dev.fairlead.xcmp.cost;

/** The columns of the seed's table: who stands between two paras (6.1). */
public enum CostStrategy {
  /** S0: collators talk to collators. */
  NONE,

  /** S1: the group that backed the sender. */
  SENDING,

  /** S3: the sender's group and the recipient's. */
  BOTH,

  /** S4: the recipient's group. */
  RECEIVING
}
