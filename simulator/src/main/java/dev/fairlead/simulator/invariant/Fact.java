package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.relay.ImportedBlock;
import java.util.List;

/**
 * A relay block of a world with the para blocks that it enacted.
 *
 * @param block the relay block
 * @param enacted in the order of the block
 */
public record Fact(ImportedBlock block, List<KnownBlock> enacted) {
  /** Copies the list. */
  public Fact {
    enacted = List.copyOf(enacted);
  }

  Hash32 hash() {
    return block.state().ref().hash();
  }
}
