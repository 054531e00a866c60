package dev.fairlead.xcmp.judge;

/**
 * What was seen of one entry at one collator. All figures are relay blocks.
 *
 * @param entry what it got
 * @param sentBlock when it first got it; asking again does not change it
 * @param how who asked for the transfer
 * @param outcome what became of it so far
 */
public record Observation(JudgedEntry entry, long sentBlock, How how, Outcome outcome) {
  /** Who asked for the transfer. It decides when the clock of the blacklist starts (AM16). */
  public enum How {
    /** We sent it unasked: the clock starts when the entry is first in its queue. */
    PUSHED,

    /** The collator fetched it: the clock starts at once, who runs ahead carries the risk. */
    PULLED
  }

  /** What became of an entry. */
  public sealed interface Outcome {
    /** Not acked so far. */
    record Pending() implements Outcome {}

    /**
     * The watermark passed it.
     *
     * @param ackBlock when
     * @param whitelistBlocks blocks since anybody got it, excused ones left out
     * @param blacklistBlocks blocks on this collator's own clock, excused ones left out
     */
    record Acked(long ackBlock, long whitelistBlocks, long blacklistBlocks) implements Outcome {}

    /** The sender's block was reverted: nobody could ack it (AM16). */
    record Reverted() implements Outcome {}
  }

  Observation with(Outcome other) {
    return new Observation(entry, sentBlock, how, other);
  }

  boolean isPending() {
    return outcome instanceof Outcome.Pending;
  }
}
