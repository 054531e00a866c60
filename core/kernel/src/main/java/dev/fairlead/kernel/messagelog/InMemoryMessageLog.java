package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.identity.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message log without a disk: for tests, offline tools and the simulator. */
public final class InMemoryMessageLog implements MessageLog {
  private volatile View current = new View(List.of());

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
    List<SealedBlock> next = new ArrayList<>(current.blocks);
    AppendResult result = new AppendResult.AlreadyTip();
    for (SealedBlock block : blocks) {
      Optional<BlockSeal> tip =
          next.isEmpty() ? Optional.empty() : Optional.of(next.getLast().seal());
      AppendResult one = AppendRules.judge(tip, block.seal());
      if (one instanceof AppendResult.Conflict) {
        result = one;
        break;
      }
      if (one instanceof AppendResult.Appended) {
        next.add(block);
        result = one;
      }
    }
    current = new View(next);
    return result;
  }

  @Override
  public RewindResult rewind(BlockRef target) {
    View before = current;
    return switch (before.seal(target.number())) {
      case SealLookup.Ahead() -> new RewindResult.Ahead();
      case SealLookup.BelowFirst(long ignored) -> {
        current = new View(List.of());
        yield new RewindResult.Cleared(before.blocks.size());
      }
      case SealLookup.Found(BlockSeal seal) -> {
        if (!seal.hash().equals(target.hash())) {
          yield new RewindResult.Conflict(seal);
        }
        int kept = before.indexOf(target.number()) + 1;
        current = new View(before.blocks.subList(0, kept));
        yield new RewindResult.Rewound(before.blocks.size() - kept);
      }
    };
  }

  @Override
  public long prune(long timestampExclusive) {
    List<SealedBlock> blocks = current.blocks;
    int dropped = 0;
    while (dropped < blocks.size() - 1
        && Long.compareUnsigned(blocks.get(dropped).seal().timestamp(), timestampExclusive) < 0) {
      dropped++;
    }
    current = new View(blocks.subList(dropped, blocks.size()));
    return dropped;
  }

  @Override
  public void clear() {
    current = new View(List.of());
  }

  @Override
  public void close() {}

  private static final class View implements LogView {
    private final List<SealedBlock> blocks;

    View(List<SealedBlock> blocks) {
      this.blocks = List.copyOf(blocks);
    }

    @Override
    public Optional<BlockSeal> first() {
      return blocks.isEmpty() ? Optional.empty() : Optional.of(blocks.getFirst().seal());
    }

    @Override
    public Optional<BlockSeal> tip() {
      return blocks.isEmpty() ? Optional.empty() : Optional.of(blocks.getLast().seal());
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
      if (blocks.isEmpty() || Long.compareUnsigned(number, blocks.getLast().seal().number()) > 0) {
        return new BlockLookup.Ahead();
      }
      long first = blocks.getFirst().seal().number();
      return Long.compareUnsigned(number, first) < 0
          ? new BlockLookup.BelowFirst(first)
          : new BlockLookup.Found(blocks.get(indexOf(number)));
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
      int low = 0;
      int high = blocks.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (Long.compareUnsigned(blocks.get(middle).seal().timestamp(), timestamp) <= 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == 0 ? Optional.empty() : Optional.of(blocks.get(low - 1).seal());
    }

    private int indexOf(long number) {
      return Math.toIntExact(number - blocks.getFirst().seal().number());
    }
  }
}
