package dev.fairlead.simulator.para;

import dev.fairlead.xcmp.para.BlockOutcome;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import java.util.List;

/**
 * A para block of the world, included or not.
 *
 * @param candidate that asks for it
 * @param outcome block, state and what it sent
 * @param consumed entries that it acted on, in queue order
 */
public record KnownBlock(Candidate candidate, BlockOutcome outcome, List<Watermark> consumed) {
  /** Copies the list. */
  public KnownBlock {
    consumed = List.copyOf(consumed);
  }
}
