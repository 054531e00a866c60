package dev.fairlead.storage;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.messagelog.TestChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random life of a message log, drawn from a seed: the same steps whatever disk it runs on. Knows
 * what has been acknowledged, and what may be found if the step that is running is cut short.
 */
final class LogScript {
  static final ChainId CHAIN = ChainId.of(901);
  static final SegmentLimits LIMITS = new SegmentLimits(5, 4_000, 900);

  private final Random random;
  private final TestChain source;
  private List<SealedBlock> acknowledged = List.of();
  private List<List<SealedBlock>> possible = List.of(List.of());

  LogScript(long seed) {
    random = new Random(seed);
    source = new TestChain(seed, 40);
  }

  static SegmentedMessageLog open(Disk disk) throws StorageException {
    return SegmentedMessageLog.open(disk, CHAIN, LIMITS);
  }

  /** What a reader must find, as far as calls have returned. */
  List<SealedBlock> acknowledged() {
    return acknowledged;
  }

  /** What may be found if the process ended now. */
  List<List<SealedBlock>> possible() {
    return possible;
  }

  /** Goes on from what was found after a crash. */
  void goOnFrom(List<SealedBlock> found) {
    acknowledged = found;
    possible = List.of(found);
  }

  /** Draws the next step; {@link Step#run} may be called again if it fails. */
  Step next() {
    int kind = acknowledged.isEmpty() ? 9 : random.nextInt(10);
    return switch (kind) {
      case 0 -> new Step(List.of(acknowledged, List.of()), MessageLog::clear);
      case 1 -> prune();
      case 2, 3 -> rewind();
      default -> append(kind < 7 ? 1 : 1 + random.nextInt(9));
    };
  }

  /** So many blocks on the tip. */
  Step append(int count) {
    List<List<SealedBlock>> outcomes = new ArrayList<>(List.of(acknowledged));
    List<SealedBlock> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<SealedBlock> before = outcomes.getLast();
      SealedBlock next =
          before.isEmpty()
              ? source.first(random.nextInt(100), random.nextInt(100))
              : source.after(before.getLast());
      batch.add(next);
      List<SealedBlock> after = new ArrayList<>(before);
      after.add(next);
      outcomes.add(after);
    }
    return new Step(outcomes, log -> log.appendAll(batch));
  }

  private Step rewind() {
    int kept = 1 + random.nextInt(acknowledged.size());
    BlockRef target = acknowledged.get(kept - 1).seal().ref();
    return new Step(
        List.of(acknowledged, acknowledged.subList(0, kept)), log -> log.rewind(target));
  }

  private Step prune() {
    long timestamp = acknowledged.get(random.nextInt(acknowledged.size())).seal().timestamp();
    List<List<SealedBlock>> outcomes = new ArrayList<>();
    for (int dropped = 0; dropped < acknowledged.size(); dropped++) {
      if (dropped == 0 || acknowledged.get(dropped - 1).seal().timestamp() < timestamp) {
        outcomes.add(acknowledged.subList(dropped, acknowledged.size()));
      }
    }
    return new Step(outcomes, log -> log.prune(timestamp));
  }

  static List<SealedBlock> blocksOf(LogView view) {
    List<SealedBlock> blocks = new ArrayList<>();
    if (view.tip().isPresent()) {
      long number = view.first().orElseThrow().number();
      while (view.block(number) instanceof BlockLookup.Found(SealedBlock block)) {
        blocks.add(block);
        number++;
      }
    }
    return blocks;
  }

  @FunctionalInterface
  interface Operation {
    void on(MessageLog log);
  }

  /** One call of the port with everything it may leave behind; the last is what it should. */
  final class Step {
    private final List<List<SealedBlock>> outcomes;
    private final Operation operation;

    Step(List<List<SealedBlock>> outcomes, Operation operation) {
      this.outcomes = outcomes;
      this.operation = operation;
    }

    void run(MessageLog log) {
      possible = outcomes;
      operation.on(log);
      acknowledged = blocksOf(log.view());
      possible = List.of(acknowledged);
    }

    List<List<SealedBlock>> outcomes() {
      return outcomes;
    }
  }
}
