package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.safety.SafetyLevel;
import java.util.List;
import java.util.Map;

/** What the follow machine of a chain is told about its source. */
public sealed interface FollowInput {
  /** Time has passed; sent at the machine's deadline. */
  record TickElapsed() implements FollowInput {}

  /**
   * The source has a new head, by subscription or polling. Heads may repeat, skip and go back.
   *
   * @param head its newest block
   */
  record HeadAnnounced(BlockLink head) implements FollowInput {}

  /**
   * The labelled blocks of the source, all of one poll. A level that the source does not know (yet)
   * is absent.
   *
   * @param labels keys are {@code LOCAL_SAFE} and {@code FINALIZED} only
   */
  record LabelsSeen(Map<SafetyLevel, BlockLink> labels) implements FollowInput {
    /** Copies the map and refuses other levels. */
    public LabelsSeen {
      labels = Map.copyOf(labels);
      for (SafetyLevel level : labels.keySet()) {
        if (level != SafetyLevel.LOCAL_SAFE && level != SafetyLevel.FINALIZED) {
          throw new IllegalArgumentException("not a label of a source: " + level);
        }
      }
    }
  }

  /**
   * Answers {@link FollowEffect.FetchBlocks}. The adapter has recomputed each block's hash from its
   * header and checked its receipts root.
   *
   * @param request number of the request
   * @param blocks ascending from the first that was asked for; may be fewer, not none
   */
  record BlocksFetched(long request, List<SealedBlock> blocks) implements FollowInput {
    /** Copies the list. */
    public BlocksFetched {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * Answers {@link FollowEffect.FetchLinks}.
   *
   * @param request number of the request
   * @param links ascending; heights that the source does not have are left out
   */
  record LinksFetched(long request, List<BlockLink> links) implements FollowInput {
    /** Copies the list. */
    public LinksFetched {
      links = List.copyOf(links);
    }
  }

  /**
   * A fetch came to nothing. Every fetch is answered, at the latest by this.
   *
   * @param request number of the request
   * @param failure the kind of failure
   */
  record FetchFailed(long request, FetchFailure failure) implements FollowInput {}
}
