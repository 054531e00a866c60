package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;
import dev.fairlead.xcmp.relaychain.Candidate;
import java.util.List;

/** Outcome of building a para block. */
public sealed interface Collation {
  /**
   * A block that asks to be included.
   *
   * @param candidate what backers sign
   * @param pov its proof of validity, encoded
   * @param proof the same, as a structure
   * @param outcome the block with its state and what it sent
   * @param consumed entries that it acted on, in queue order
   */
  record Built(
      Candidate candidate,
      Bytes pov,
      ProofOfValidity proof,
      BlockOutcome outcome,
      List<Watermark> consumed)
      implements Collation {
    /** Copies the list. */
    public Built {
      consumed = List.copyOf(consumed);
    }
  }

  /** No block can be built. */
  sealed interface Refused extends Collation {}

  /**
   * The block before is unknown, or does not descend from what the relay parent includes.
   *
   * @param parentHead the block before
   */
  record ParentUnknown(Hash32 parentHead) implements Refused {}

  /**
   * Links are missing: without all of them nothing can be shown, not even of other senders (V8).
   *
   * @param sender whose
   * @param hash message root or link that leads to the missing message
   */
  record LinkMissing(ParaId sender, Hash32 hash) implements Refused {}

  /**
   * The body of an entry is missing that must be acted on (W3, or the demanded cut).
   *
   * @param entry which
   */
  record BodyMissing(Watermark entry) implements Refused {}

  /**
   * The demanded cut breaks a rule.
   *
   * @param rule W1 to W4
   * @param cut what was demanded
   */
  record CutRefused(WatermarkRule rule, Watermark cut) implements Refused {}

  /**
   * The proof of validity exceeds its limit.
   *
   * @param bytes its size
   */
  record TooLarge(int bytes) implements Refused {}
}
