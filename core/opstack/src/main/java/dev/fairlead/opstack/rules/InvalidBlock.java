package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.BlockId;
import java.util.List;

/**
 * A block that contains invalid messages.
 *
 * @param block the block
 * @param timestamp of the block, seconds, unsigned
 * @param faults every invalid message, by ascending log index
 */
public record InvalidBlock(BlockId block, long timestamp, List<MessageFault> faults) {
  /** Copies the list. */
  public InvalidBlock {
    faults = List.copyOf(faults);
  }
}
