package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.Missing;
import java.util.List;

/** Why the block after a chain's cross-unsafe head is not cross-unsafe. */
public sealed interface Frontier {
  /** The chain is being back-filled. */
  record NotStarted() implements Frontier {}

  /** Every stored block is cross-unsafe. */
  record AtTip() implements Frontier {}

  /**
   * The block may become cross-unsafe; something that it depends on is not there yet.
   *
   * @param block the block
   * @param awaited what is not there, without repetitions
   */
  record Waiting(BlockRef block, List<Awaited> awaited) implements Frontier {
    /** Copies the list. */
    public Waiting {
      awaited = List.copyOf(awaited);
    }
  }

  /**
   * The block has to be replaced.
   *
   * @param block the block with every reason
   */
  record Invalid(InvalidBlock block) implements Frontier {}

  /**
   * The safe lane has denied the block.
   *
   * @param block the block
   */
  record Denied(BlockRef block) implements Frontier {}

  /**
   * The block cannot be judged with the stored blocks. The safe lane may still pass it.
   *
   * @param block the block
   * @param missing what is not stored, without repetitions
   */
  record LacksHistory(BlockRef block, List<Missing> missing) implements Frontier {
    /** Copies the list. */
    public LacksHistory {
      missing = List.copyOf(missing);
    }
  }
}
