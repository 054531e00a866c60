package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.identity.BlockRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A message log without a disk: for tests, offline tools and the simulator. Views share one array
 * with the log; an append costs constant time on average, so a few hundred thousand blocks are no
 * burden.
 *
 * <p>A view is a range of the array. The writer fills places beyond every view only; where a rewind
 * would make it use a place twice, it goes on in a copy.
 */
public final class InMemoryMessageLog implements MessageLog {
  private static final int CAPACITY_MIN = 16;
  private static final View EMPTY = new View(new SealedBlock[0], 0, 0);

  private volatile View current = EMPTY;

  /** Number of places of the current array that some view may see. */
  private int used;

  @Override
  public LogView view() {
    return current;
  }

  @Override
  public AppendResult append(SealedBlock block) {
    return appendAll(List.of(block));
  }

  @Override
  public AppendResult appendAll(List<SealedBlock> blocks) {
    AppendResult result = new AppendResult.AlreadyTip();
    View next = current;
    for (SealedBlock block : blocks) {
      AppendResult one = AppendRules.judge(next.tip(), block.seal());
      switch (one) {
        case AppendResult.Appended() -> {
          next = extended(next, block);
          result = one;
        }
        case AppendResult.AlreadyTip() -> {}
        case AppendResult.Conflict conflict -> {
          current = next;
          return conflict;
        }
      }
    }
    current = next;
    return result;
  }

  @Override
  public RewindResult rewind(BlockRef target) {
    View before = current;
    return switch (before.seal(target.number())) {
      case SealLookup.Ahead() -> new RewindResult.Ahead();
      case SealLookup.BelowFirst(long ignored) -> {
        clear();
        yield new RewindResult.Cleared(before.size());
      }
      case SealLookup.Found(BlockSeal seal) -> {
        if (!seal.hash().equals(target.hash())) {
          yield new RewindResult.Conflict(seal);
        }
        current = new View(before.blocks, before.from, before.indexOf(target.number()) + 1);
        yield new RewindResult.Rewound(before.to - current.to);
      }
    };
  }

  @Override
  public long prune(long timestampExclusive) {
    View before = current;
    int from = before.from;
    while (from < before.to - 1
        && Long.compareUnsigned(before.blocks[from].seal().timestamp(), timestampExclusive) < 0) {
      from++;
    }
    current = new View(before.blocks, from, before.to);
    return (long) from - before.from;
  }

  @Override
  public void clear() {
    current = EMPTY;
    used = 0;
  }

  @Override
  public void close() {}

  private View extended(View view, SealedBlock block) {
    boolean isPlaceFree = view.to == used && view.to < view.blocks.length;
    View next =
        isPlaceFree
            ? new View(view.blocks, view.from, view.to + 1)
            : new View(grown(view), 0, view.size() + 1);
    next.blocks[next.to - 1] = block;
    used = next.to;
    return next;
  }

  private static SealedBlock[] grown(View view) {
    int capacity = Math.max(CAPACITY_MIN, view.size() + view.size() / 2);
    return Arrays.copyOfRange(view.blocks, view.from, view.from + capacity);
  }

  private static final class View implements LogView {
    private final SealedBlock[] blocks;
    private final int from;
    private final int to;

    View(SealedBlock[] blocks, int from, int to) {
      this.blocks = blocks;
      this.from = from;
      this.to = to;
    }

    int size() {
      return to - from;
    }

    @Override
    public Optional<BlockSeal> first() {
      return size() == 0 ? Optional.empty() : Optional.of(blocks[from].seal());
    }

    @Override
    public Optional<BlockSeal> tip() {
      return size() == 0 ? Optional.empty() : Optional.of(blocks[to - 1].seal());
    }

    @Override
    public SealLookup seal(long number) {
      return switch (block(number)) {
        case BlockLookup.Found(SealedBlock block) -> new SealLookup.Found(block.seal());
        case BlockLookup.Ahead() -> new SealLookup.Ahead();
        case BlockLookup.BelowFirst(long first) -> new SealLookup.BelowFirst(first);
      };
    }

    @Override
    public BlockLookup block(long number) {
      if (size() == 0 || Long.compareUnsigned(number, blocks[to - 1].seal().number()) > 0) {
        return new BlockLookup.Ahead();
      }
      long first = blocks[from].seal().number();
      return Long.compareUnsigned(number, first) < 0
          ? new BlockLookup.BelowFirst(first)
          : new BlockLookup.Found(blocks[indexOf(number)]);
    }

    @Override
    public LogLookup log(LogPosition position) {
      return switch (block(position.blockNumber())) {
        case BlockLookup.Ahead() -> new LogLookup.Ahead();
        case BlockLookup.BelowFirst(long first) -> new LogLookup.BelowFirst(first);
        case BlockLookup.Found(SealedBlock block) ->
            position.logIndex() < block.seal().logCount()
                ? new LogLookup.Found(
                    block.seal(), block.logHashes().get((int) position.logIndex()))
                : new LogLookup.NoSuchLog(block.seal());
      };
    }

    @Override
    public Optional<BlockSeal> lastAtOrBefore(long timestamp) {
      int low = from;
      int high = to;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (Long.compareUnsigned(blocks[middle].seal().timestamp(), timestamp) <= 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == from ? Optional.empty() : Optional.of(blocks[low - 1].seal());
    }

    private int indexOf(long number) {
      return from + Math.toIntExact(number - blocks[from].seal().number());
    }
  }
}
