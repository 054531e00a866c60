package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.rules.Outcome;
import dev.fairlead.opstack.rules.SourceView;
import dev.fairlead.opstack.world.NaiveCycles;
import dev.fairlead.opstack.world.TestWorld;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The last verified timestamp computed from nothing but the logs and how far each chain is
 * local-safe: second by second, all messages of the second, until one is invalid or a chain ends.
 */
final class CrossSafeModel {
  private final TestWorld world;
  private final MessageRules rules;
  private final Map<ChainId, Long> localSafe;

  private CrossSafeModel(TestWorld world, Map<ChainId, Long> localSafe) {
    this.world = world;
    this.rules = world.rules();
    this.localSafe = localSafe;
  }

  /** Empty if nothing is verified; {@code localSafe} are heights. */
  static OptionalLong verified(TestWorld world, Map<ChainId, Long> localSafe) {
    return new CrossSafeModel(world, localSafe).verified();
  }

  private OptionalLong verified() {
    TreeSet<Long> timestamps = new TreeSet<>();
    localSafe.forEach((chain, head) -> {
      for (long number = 0; number <= head; number++) {
        timestamps.add(world.timestamp(chain, number));
      }
    });
    OptionalLong verified = OptionalLong.empty();
    for (long timestamp : timestamps) {
      if (!isReached(timestamp) || !isValid(timestamp)) {
        return verified;
      }
      verified = OptionalLong.of(timestamp);
    }
    return verified;
  }

  private boolean isReached(long timestamp) {
    return world.chains().stream()
        .allMatch(chain ->
            localSafe.containsKey(chain)
                && world.timestamp(chain, localSafe.get(chain) + 1) > timestamp);
  }

  private boolean isValid(long timestamp) {
    Map<ChainId, SealedBlock> blocks = new TreeMap<>();
    for (ChainId chain : world.chains()) {
      long number =
          (timestamp - TestWorld.GENESIS) / (world.timestamp(chain, 1) - TestWorld.GENESIS);
      if (world.timestamp(chain, number) == timestamp
          && world.view(chain).block(number) instanceof BlockLookup.Found(SealedBlock block)) {
        blocks.put(chain, block);
      }
    }
    return blocks.entrySet().stream().allMatch(this::isValid) && !NaiveCycles.exist(blocks);
  }

  private boolean isValid(Map.Entry<ChainId, SealedBlock> entry) {
    ExecutingDescriptor at =
        ExecutingDescriptor.block(entry.getKey(), entry.getValue().seal().timestamp());
    for (MessageReference reference : entry.getValue().references()) {
      if (!(rules.judge(at, reference, new AllThere(world)) instanceof Outcome.Valid)) {
        return false;
      }
    }
    return true;
  }

  private record AllThere(TestWorld world) implements SourceView {
    @Override
    public LogLookup log(ChainId chain, LogPosition position) {
      return world.view(chain).log(position);
    }

    @Override
    public boolean isCompleteAt(ChainId chain, long timestamp) {
      return true;
    }
  }
}
