package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.List;

/**
 * What the follow machine of a chain orders. The owner carries out log writes at once and in order;
 * a fact that follows a write speaks of the log after it.
 */
public sealed interface FollowEffect {
  /**
   * Ask the source for whole blocks by number, receipts included. Answered by {@link
   * FollowInput.BlocksFetched} or {@link FollowInput.FetchFailed}.
   *
   * @param request unique number of the request
   * @param firstNumber height of the first block, unsigned
   * @param count how many, at least one
   */
  record FetchBlocks(long request, long firstNumber, int count) implements FollowEffect {}

  /**
   * Ask the source for headers by number. Answered by {@link FollowInput.LinksFetched} or {@link
   * FollowInput.FetchFailed}.
   *
   * @param request unique number of the request
   * @param numbers ascending heights, unsigned
   */
  record FetchLinks(long request, List<Long> numbers) implements FollowEffect {
    /** Copies the list. */
    public FetchLinks {
      numbers = List.copyOf(numbers);
    }
  }

  /**
   * Append to the log with one durable commit. The machine has checked that the blocks connect; any
   * other result than {@code Appended} is a bug.
   *
   * @param blocks one when live, a group when back-filling
   */
  record AppendBlocks(List<SealedBlock> blocks) implements FollowEffect {
    /** Copies the list. */
    public AppendBlocks {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * Cut the log. Any other result than {@code Rewound} is a bug.
   *
   * @param to the block that becomes the tip
   */
  record RewindLog(BlockRef to) implements FollowEffect {}

  /**
   * Fact: the log was extended or rewound, or the confirmed finalized label moved. To be given to
   * both lanes.
   *
   * @param change what happened; of a rewind, also what was undone
   */
  record HistoryChanged(HistoryChange change) implements FollowEffect {}

  /**
   * Fact: the source's local-safe label names a block that the log holds with the same hash. It may
   * go down as well as up.
   *
   * @param head the labelled block
   */
  record LocalSafeChanged(BlockRef head) implements FollowEffect {}

  /** Fact, once per process: the log reaches from the start of the window to the source's head. */
  record HistoryReady() implements FollowEffect {}

  /**
   * Fact: the machine has stopped for good. The log stays as it is, as evidence.
   *
   * @param halt why
   */
  record Halted(Halt halt) implements FollowEffect {}
}
