package dev.fairlead.kernel.messagelog;

import java.util.Optional;

/**
 * A fixed state of a message log. Immutable and safe for any thread: a later append, rewind or
 * prune of the log does not change answers about blocks that the view and the log still share, and
 * a view never mixes two states.
 */
public interface LogView {
  /** The oldest stored block; absent if the log is empty. */
  Optional<BlockSeal> first();

  /** The newest stored block; absent if the log is empty. */
  Optional<BlockSeal> tip();

  /** The seal at a height. */
  SealLookup seal(long number);

  /** The whole block at a height. */
  BlockLookup block(long number);

  /** The log at a position. */
  LogLookup log(LogPosition position);

  /** The newest block with a timestamp at or before the given one, unsigned seconds. */
  Optional<BlockSeal> lastAtOrBefore(long timestamp);
}
