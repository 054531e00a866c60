package dev.fairlead.xcmp.erasure;

import dev.fairlead.kernel.bytes.Bytes;

/** What came of rebuilding a proof of validity from chunks. */
public sealed interface Recovery {
  /**
   * It is rebuilt, and its own chunks lead to the candidate's erasure root.
   *
   * @param pov encoded proof of validity
   */
  record Recovered(Bytes pov) implements Recovery {}

  /**
   * More chunks are needed; those that do not lead to the root do not count.
   *
   * @param held different chunks that count
   * @param needed the threshold
   */
  record TooFew(int held, int needed) implements Recovery {}

  /** The root is over chunks that belong to no proof: whoever made the candidate cheated. */
  record Inconsistent() implements Recovery {}
}
