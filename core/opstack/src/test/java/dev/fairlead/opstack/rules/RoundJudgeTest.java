package dev.fairlead.opstack.rules;

import static dev.fairlead.opstack.rules.TestWorld.chain;
import static dev.fairlead.opstack.rules.TestWorld.executing;
import static dev.fairlead.opstack.rules.TestWorld.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.rules.InvalidMessage.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RoundJudgeTest {
  @Test
  void t15_earlierLogOfTheSameBlock() {
    TestWorld world =
        new TestWorld().block(901, 7, 5000, plain(1), executing(901, 7, 0, 5000, plain(1)));

    assertThat(judge(world, 5000).isValid()).isTrue();
  }

  @Test
  void t16_laterLogOfTheSameBlockIsACycle() {
    TestWorld world =
        new TestWorld().block(901, 7, 5000, executing(901, 7, 1, 5000, plain(1)), plain(1));

    assertThat(codes(judge(world, 5000), 901)).containsExactly(Code.CYCLE);
  }

  @Test
  void sameTimestampMessageBetweenTwoChains() {
    TestWorld world =
        new TestWorld()
            .block(901, 7, 5000, plain(1))
            .block(902, 7, 5000, executing(901, 7, 0, 5000, plain(1)));

    assertThat(judge(world, 5000).isValid()).isTrue();
  }

  @Test
  void messageOnACycleKeepsAnEarlierReason() {
    EventLog toB = executing(902, 7, 1, 5000, plain(1));
    TestWorld world =
        new TestWorld()
            .block(901, 7, 5000, toB)
            .block(902, 7, 5000, executing(901, 7, 0, 5000, plain(5)), plain(1));

    RoundVerdict verdict = judge(world, 5000);

    assertThat(codes(verdict, 901)).containsExactly(Code.CYCLE);
    assertThat(codes(verdict, 902)).containsExactly(Code.CHECKSUM_MISMATCH);
  }

  @Test
  void frontierIsSeenBeforeTheLogHoldsIt() {
    TestWorld world =
        new TestWorld()
            .block(901, 7, 5000, plain(1))
            .block(902, 7, 5000, executing(901, 7, 0, 5000, plain(1)));
    MessageRules rules = rules(world);

    RoundVerdict verdict =
        new RoundJudge(rules).judge(round(world, 5000), new LogSourceView(Map.of(), Map.of()));

    assertThat(verdict.isValid()).isTrue();
  }

  @Test
  void frontierBlockClaimedWithAnOlderTimestampIsAMismatch() {
    TestWorld world =
        new TestWorld()
            .block(901, 7, 5000, plain(1))
            .block(902, 7, 5000, executing(901, 7, 0, 4998, plain(1)));

    RoundVerdict verdict =
        new RoundJudge(rules(world))
            .judge(round(world, 5000), new LogSourceView(Map.of(), Map.of()));

    assertThat(codes(verdict, 902)).containsExactly(Code.TIMESTAMP_MISMATCH);
  }

  @Test
  void waitsForASourceThatHasNotReachedTheRound() {
    TestWorld world =
        new TestWorld()
            .block(901, 6, 4996)
            .block(902, 7, 5000, executing(901, 7, 0, 4998, plain(1)), plain(1));

    RoundVerdict verdict = judge(world, 5000);

    assertThat(verdict.isWaiting()).isTrue();
    assertThat(verdict.verdict(chain(902)))
        .isEqualTo(new BlockVerdict.NotYet(List.of(new Awaited.Block(chain(901), 7, 5000))));
  }

  @Test
  void missingHistoryOutweighsInvalidAndInvalidOutweighsWaiting() {
    EventLog waiting = executing(901, 9, 0, 4998, plain(1));
    EventLog wrong = executing(999, 1, 0, 4990, plain(1));
    EventLog beyond = executing(901, 5, 0, 4990, plain(1));
    TestWorld world =
        new TestWorld()
            .block(901, 6, 4996)
            .block(902, 7, 5000, waiting, wrong)
            .block(903, 7, 5000, waiting, wrong, beyond);

    RoundVerdict verdict = judge(world, 5000);

    assertThat(codes(verdict, 902)).containsExactly(Code.CHAIN_NOT_IN_SET);
    assertThat(verdict.verdict(chain(903)))
        .isEqualTo(
            new BlockVerdict.NotEnoughHistory(
                List.of(new BlockVerdict.Undecidable(2, new Missing(chain(901), 5, 6)))));
    assertThat(verdict.invalidChains()).containsExactly(chain(902));
    assertThat(verdict.lacksHistory()).isTrue();
  }

  /** Chains arrive in any order and at any speed: what is decided, is decided alike. */
  @Test
  void orderOfArrivalDoesNotChangeVerdicts() {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int trial = 0; trial < 150; trial++) {
      TestWorld world = randomWorld(random);
      for (long time = 2000; time <= 2010; time += 2) {
        RoundVerdict complete = judge(world, time);
        RoundJudge judge = new RoundJudge(rules(world));
        for (int view = 0; view < 3; view++) {
          RoundVerdict seen = judge.judge(round(world, time), arrivedInPart(world, time, random));
          seen.blocks()
              .forEach((chain, verdict) -> {
                if (verdict instanceof BlockVerdict.Valid) {
                  assertThat(complete.verdict(chain)).as("seed %d", seed).isEqualTo(verdict);
                }
              });
          if (!seen.isWaiting() && seen.invalidChains().isEmpty()) {
            assertThat(seen).as("seed %d", seed).isEqualTo(complete);
          }
        }
        assertThat(judge.judge(round(world, time), atLeast(world, time, random)))
            .as("seed %d", seed)
            .isEqualTo(complete);
      }
    }
  }

  private static TestWorld randomWorld(Random random) {
    TestWorld world = new TestWorld();
    List<Long> chains = new ArrayList<>(List.of(901L, 902L, 903L));
    for (int step = 0; step <= 5; step++) {
      Collections.shuffle(chains, random);
      for (long chain : chains) {
        EventLog[] logs = new EventLog[random.nextInt(4)];
        for (int i = 0; i < logs.length; i++) {
          logs[i] = random.nextBoolean() ? plain(i) : randomExecution(step, random);
        }
        world.block(chain, 10 + step, 2000 + 2L * step, logs);
      }
    }
    return world;
  }

  private static EventLog randomExecution(int step, Random random) {
    int target = random.nextInt(step + 2);
    long time = 2000 + 2L * target + (random.nextInt(8) == 0 ? 1 : 0);
    int index = random.nextInt(3);
    return executing(901 + random.nextInt(3), 10 + target, index, time, plain(index));
  }

  /** Every chain has reached the round; some are ahead of it. */
  private static SourceView atLeast(TestWorld world, long time, Random random) {
    Map<ChainId, LogView> logs = new HashMap<>();
    for (ChainId chain : world.blocks().keySet()) {
      logs.put(chain, world.logsUpTo(time + 2L * random.nextInt(4)).get(chain));
    }
    return new LogSourceView(logs, world.rules());
  }

  /** Some chains lag behind the round. */
  private static SourceView arrivedInPart(TestWorld world, long time, Random random) {
    Map<ChainId, LogView> logs = new HashMap<>();
    for (ChainId chain : world.blocks().keySet()) {
      logs.put(chain, world.logsUpTo(time - 2L * random.nextInt(3)).get(chain));
    }
    return new LogSourceView(logs, world.rules());
  }

  private static RoundVerdict judge(TestWorld world, long time) {
    return new RoundJudge(rules(world)).judge(round(world, time), world.sources());
  }

  private static MessageRules rules(TestWorld world) {
    DependencySet set = DependencySet.mesh(world.blocks().keySet(), ExpiryWindow.STANDARD);
    return new MessageRules(set, world.rules());
  }

  private static Round round(TestWorld world, long time) {
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    world
        .blocks()
        .forEach((chain, blocks) ->
            blocks.stream()
                .filter(block -> block.seal().timestamp() == time)
                .forEach(block -> frontier.put(chain, block)));
    return new Round(time, frontier);
  }

  private static List<Code> codes(RoundVerdict verdict, long chain) {
    return ((BlockVerdict.Invalid) verdict.verdict(chain(chain)))
        .reasons().stream().map(rejected -> rejected.reason().code()).toList();
  }
}
