package dev.fairlead.opstack.rules;

import static dev.fairlead.opstack.rules.TestWorld.chain;
import static dev.fairlead.opstack.rules.TestWorld.executing;
import static dev.fairlead.opstack.rules.TestWorld.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.rules.InvalidMessage.Code;
import org.junit.jupiter.api.Test;

/** The files of hand-written worlds say more; here is what concerns the run itself. */
final class WorldVerifierTest {
  @Test
  void replacementTakesDependentsAlongInTheNextRun() {
    EventLog wrong = executing(901, 1, 0, 2000, plain(9));
    TestWorld world =
        new TestWorld()
            .block(901, 1, 2000, plain(1))
            .block(901, 2, 2002, wrong, plain(2))
            .block(902, 1, 2000)
            .block(902, 2, 2002, executing(901, 2, 1, 2002, plain(2)));

    WorldVerdicts verdicts = verify(world);

    assertThat(reason(verdicts, 901, 1)).isEqualTo(Code.CHECKSUM_MISMATCH);
    assertThat(reason(verdicts, 902, 1)).isEqualTo(Code.UNKNOWN_LOG);
    assertThat(verdicts.verifiedTimestamp()).hasValue(2002);
  }

  @Test
  void laterRoundsSeeTheReplacement() {
    EventLog wrong = executing(901, 1, 0, 2000, plain(9));
    TestWorld world =
        new TestWorld()
            .block(901, 1, 2000, plain(1))
            .block(901, 2, 2002, wrong, plain(2))
            .block(901, 3, 2004)
            .block(902, 1, 2000)
            .block(902, 2, 2004, executing(901, 2, 1, 2002, plain(2)));

    WorldVerdicts verdicts = verify(world);

    assertThat(reason(verdicts, 902, 1)).isEqualTo(Code.UNKNOWN_LOG);
  }

  @Test
  void missingHistoryStopsEverythingLaterAndReplacesNothing() {
    TestWorld world =
        new TestWorld()
            .block(901, 5, 2000, plain(1))
            .block(901, 6, 2002, executing(902, 9, 0, 2000, plain(1)))
            .block(901, 7, 2004)
            .block(902, 8, 2000)
            .block(
                902,
                9,
                2002,
                executing(901, 4, 0, 1998, plain(1)),
                executing(901, 5, 9, 2000, plain(1)))
            .block(902, 10, 2004);

    WorldVerdicts verdicts = verify(world);

    assertThat(verdicts.verifiedTimestamp()).hasValue(2000);
    assertThat(verdicts.verdict(chain(902), 1))
        .containsInstanceOf(BlockVerdict.NotEnoughHistory.class);
    assertThat(verdicts.verdict(chain(901), 1)).isEmpty();
    assertThat(verdicts.verdict(chain(901), 2)).isEmpty();
    assertThat(verdicts.verdict(chain(902), 2)).isEmpty();
  }

  @Test
  void roundsEndWithTheChainThatEndsFirst() {
    TestWorld world = new TestWorld().block(901, 1, 2000).block(901, 2, 2002).block(902, 1, 2001);

    WorldVerdicts verdicts = verify(world);

    assertThat(verdicts.verifiedTimestamp()).hasValue(2001);
    assertThat(verdicts.verdict(chain(901), 0)).contains(new BlockVerdict.Valid());
    assertThat(verdicts.verdict(chain(901), 1)).isEmpty();
  }

  @Test
  void chainWithoutBlocksHoldsAllOthers() {
    TestWorld world = new TestWorld().block(901, 1, 2000);
    world.blocks().put(chain(902), java.util.List.of());

    assertThat(verify(world).verifiedTimestamp()).isEmpty();
  }

  private static WorldVerdicts verify(TestWorld world) {
    DependencySet set = DependencySet.mesh(world.blocks().keySet(), ExpiryWindow.STANDARD);
    return new WorldVerifier(new MessageRules(set, world.rules()), world.blocks()).verify();
  }

  private static Code reason(WorldVerdicts verdicts, long chain, int index) {
    BlockVerdict verdict = verdicts.verdict(chain(chain), index).orElseThrow();
    return ((BlockVerdict.Invalid) verdict).reasons().getFirst().reason().code();
  }
}
