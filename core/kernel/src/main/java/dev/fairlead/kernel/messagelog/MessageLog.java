package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.identity.BlockRef;
import java.util.List;

/**
 * The log of sealed blocks of one chain. Written by one owner thread; views are read by any. When a
 * writing call returns, its result is durable. Failures of the environment (a full disk) surface as
 * the unchecked I/O exception of the implementation, with everything written before intact.
 *
 * <p>Semantics: OP Stack interop facts, section 4.2.
 */
public interface MessageLog extends AutoCloseable {
  /** The state now; cheap, call it as often as needed. */
  LogView view();

  /**
   * Appends the block after the tip. The first block of an empty log may have any number and
   * parent; later ones must have the next number, the tip's hash as parent and a timestamp not
   * below the tip's.
   */
  AppendResult append(SealedBlock block);

  /** Appends several blocks with one durable commit: for back-filling. Order as in the list. */
  AppendResult appendAll(List<SealedBlock> blocks);

  /** Makes the target the tip; blocks above it are removed. */
  RewindResult rewind(BlockRef target);

  /**
   * Drops a prefix of blocks with timestamps below the given one; the tip always stays. May keep
   * more than asked for, never less.
   *
   * @return number of blocks dropped
   */
  long prune(long timestampExclusive);

  /** Removes all blocks. */
  void clear();

  /** Releases what the log holds; views must not be used any more. */
  @Override
  void close();
}
