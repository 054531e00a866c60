package dev.fairlead.kernel.messagelog;

import java.util.Optional;

/**
 * A fixed state of a message log. Immutable and safe for any thread: a later append, rewind or
 * prune of the log changes none of its answers, and a view never mixes two states. Views are cheap
 * to take and meant to be short-lived: what a rewind or prune removed from the log takes up space
 * until the last view that shows it is gone.
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
