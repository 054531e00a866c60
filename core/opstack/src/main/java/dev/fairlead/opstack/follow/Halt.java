package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.identity.BlockId;

/**
 * A state that can neither progress nor be unwound. Only the operator resolves it; the run-book has
 * one page per code.
 *
 * @param code what happened
 * @param block the block of ours at which the states do not fit
 */
public record Halt(Code code, BlockId block) {
  /** The codes; their texts are stable. */
  public enum Code {
    /** Blocks that the decision needs are not stored and cannot be fetched. */
    HISTORY_UNAVAILABLE("history_unavailable"),
    /** Blocks changed without a cause in the base chain, or the source is another chain. */
    STATE_DIVERGENCE("state_divergence"),
    /** A reorg reaches below a finalized block. */
    REWIND_OVER_FINALIZED("rewind_over_finalized"),
    /** After a restart the log does not hold the verified heads. */
    RESUME_DIVERGENCE("resume_divergence");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /** The code as it appears in answers, logs and metrics. */
    public String text() {
      return text;
    }
  }
}
