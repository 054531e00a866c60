package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import java.util.List;

/**
 * What became of judging all messages of one block. Missing history outweighs invalid messages, and
 * those outweigh waiting.
 */
public sealed interface BlockVerdict {
  /** Every message is valid. */
  record Valid() implements BlockVerdict {}

  /**
   * The block must be replaced.
   *
   * @param reasons by ascending log index, at least one
   */
  record Invalid(List<MessageFault> reasons) implements BlockVerdict {
    /** Copies the list. */
    public Invalid {
      reasons = List.copyOf(reasons);
    }

    /** The report about the block that this verdict is on. */
    public InvalidBlock of(ChainId chain, BlockSeal block) {
      return new InvalidBlock(new BlockId(chain, block.ref()), block.timestamp(), reasons);
    }
  }

  /**
   * No message is invalid so far, and some cannot be judged yet.
   *
   * @param awaited by ascending log index of the message that waits, at least one
   */
  record NotYet(List<Awaited> awaited) implements BlockVerdict {
    /** Copies the list. */
    public NotYet {
      awaited = List.copyOf(awaited);
    }
  }

  /**
   * Some message cannot be judged with the stored blocks; nothing can be said of the block.
   *
   * @param missing by ascending log index, at least one
   */
  record NotEnoughHistory(List<Undecidable> missing) implements BlockVerdict {
    /** Copies the list. */
    public NotEnoughHistory {
      missing = List.copyOf(missing);
    }
  }

  /** One message beyond the stored history: the log index of its execution, and what is missing. */
  record Undecidable(int logIndex, Missing missing) {}
}
