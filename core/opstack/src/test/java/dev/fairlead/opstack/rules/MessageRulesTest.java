package dev.fairlead.opstack.rules;

import static dev.fairlead.opstack.rules.TestWorld.chain;
import static dev.fairlead.opstack.rules.TestWorld.executing;
import static dev.fairlead.opstack.rules.TestWorld.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.opstack.dependency.Activation;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.ExecutingMessageCodec;
import dev.fairlead.opstack.rules.InvalidMessage.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageRulesTest {
  private static final EventLog LOG = plain(1);
  private static final long WINDOW = ExpiryWindow.SECONDS_MAX;

  private final DependencySet mesh = mesh(ExpiryWindow.STANDARD);

  /** The source has one log in block 7 of the time that the message claims. */
  @ParameterizedTest
  @CsvSource({
    "T1 initiated before activation,         1010,   999,    initiated-too-early",
    "T2 initiated in the activation block,   1010,   1000,   initiated-too-early",
    "T3 initiated below activation + block,  1010,   1001,   initiated-too-early",
    "T4 initiated at activation + block,     1010,   1002,   valid",
    "T5 executed in the activation block,    1000,   1000,   executed-too-early",
    "T6 both at activation + block,          1002,   1002,   valid",
    "T7 same timestamp,                      5000,   5000,   valid",
    "T8 from the future,                     5000,   5001,   future",
    "T9 age of the window,                   605802, 1002,   valid",
    "T10 one second older,                   605803, 1002,   expired"
  })
  void t1ToT10_times(String name, long executed, long initiated, String expected) {
    TestWorld world = world().block(902, 7, initiated, LOG);

    Outcome outcome =
        rules(world, mesh)
            .judge(block(901, executed), reference(902, 7, 0, initiated, LOG), world.sources());

    assertThat(code(outcome)).as(name).isEqualTo(expected);
  }

  @Test
  void t11_shorterWindow() {
    TestWorld world = world().block(902, 7, 1010, LOG);
    MessageRules rules = rules(world, mesh(new ExpiryWindow(10)));
    MessageReference message = reference(902, 7, 0, 1010, LOG);

    assertThat(code(rules.judge(block(901, 1020), message, world.sources()))).isEqualTo("valid");
    assertThat(code(rules.judge(block(901, 1021), message, world.sources()))).isEqualTo("expired");
  }

  @Test
  void t13_chainOutsideTheSet() {
    TestWorld world = world().block(902, 7, 2000, LOG).block(999, 7, 2000, LOG);

    assertThat(code(judge(world, block(902, 2000), reference(999, 7, 0, 2000, LOG))))
        .isEqualTo("chain-not-in-set");
    assertThat(code(judge(world, block(999, 2000), reference(902, 7, 0, 2000, LOG))))
        .isEqualTo("chain-not-in-set");
    assertThat(code(judge(world, block(999, 2000), reference(999, 7, 0, 2000, LOG))))
        .isEqualTo("chain-not-in-set");
  }

  @Test
  void memberMayRefuseAnotherMember() throws DecodingException {
    TestWorld world = world().block(901, 7, 2000, LOG).block(902, 7, 2000, LOG);
    Map<ChainId, List<ChainId>> accepts =
        Map.of(chain(901), List.of(chain(902)), chain(902), List.of());
    MessageRules rules = rules(world, DependencySet.directed(accepts, ExpiryWindow.STANDARD));

    assertThat(
            code(rules.judge(block(901, 2002), reference(902, 7, 0, 2000, LOG), world.sources())))
        .isEqualTo("valid");
    assertThat(
            code(rules.judge(block(902, 2002), reference(901, 7, 0, 2000, LOG), world.sources())))
        .isEqualTo("chain-not-in-set");
    assertThat(
            code(rules.judge(block(902, 2002), reference(902, 7, 0, 2000, LOG), world.sources())))
        .isEqualTo("valid");
  }

  @Test
  void t14_ownChainEarlierBlock() {
    TestWorld world = world().block(901, 7, 4990, LOG).block(901, 8, 5000);

    assertThat(code(judge(world, block(901, 5000), reference(901, 7, 0, 4990, LOG))))
        .isEqualTo("valid");
  }

  @Test
  void t17_claimedTimestampIsNotTheBlocks() {
    TestWorld world = world().block(902, 7, 2000, LOG).block(902, 8, 2002);

    assertThat(judge(world, block(901, 2002), reference(902, 7, 0, 2002, LOG)))
        .isEqualTo(new Outcome.Invalid(new InvalidMessage.TimestampMismatch(2000, 2002)));
  }

  @Test
  void t18_t19_lastLogAndTheOneBehindIt() {
    EventLog last = plain(2);
    TestWorld world = world().block(902, 7, 2000, LOG, last).block(902, 8, 2002);

    assertThat(code(judge(world, block(901, 2002), reference(902, 7, 1, 2000, last))))
        .isEqualTo("valid");
    assertThat(judge(world, block(901, 2002), reference(902, 7, 2, 2000, last)))
        .isEqualTo(new Outcome.Invalid(new InvalidMessage.UnknownLog(2, 2)));
    assertThat(code(judge(world, block(901, 2002), reference(902, 7, 0xffff_ffffL, 2000, last))))
        .isEqualTo("unknown-log");
  }

  @Test
  void t20_t21_otherOriginOrPayload() {
    TestWorld world = world().block(902, 7, 2000, LOG).block(902, 8, 2002);
    EventLog otherOrigin =
        new EventLog(dev.fairlead.kernel.bytes.Address20.ZERO, LOG.topics(), LOG.data());

    assertThat(code(judge(world, block(901, 2002), reference(902, 7, 0, 2000, plain(2)))))
        .isEqualTo("checksum-mismatch");
    assertThat(code(judge(world, block(901, 2002), reference(902, 7, 0, 2000, otherOrigin))))
        .isEqualTo("checksum-mismatch");
  }

  @Test
  void t22_blockAboveTheTipIsUnknownOnceTheSourceIsComplete() {
    TestWorld world = world().block(902, 7, 2000, LOG);
    MessageReference message = reference(902, 8, 0, 2002, LOG);

    assertThat(code(judge(world, block(901, 2001), reference(902, 8, 0, 2001, LOG))))
        .as("2001 is below the next block's time")
        .isEqualTo("unknown-block");
    assertThat(judge(world, block(901, 2002), message))
        .isEqualTo(new Outcome.NotYet(new Awaited.Block(chain(902), 8, 2002)));
    assertThat(judge(world, block(901, -1L), reference(902, 8, 0, -2L, LOG)))
        .isInstanceOf(Outcome.NotYet.class);
  }

  @Test
  void blockLaterThanItsExecutionIsUnknown() {
    TestWorld world = world().block(902, 7, 2000, LOG).block(902, 8, 2002, LOG).block(902, 9, 2004);

    assertThat(code(judge(world, block(901, 2001), reference(902, 8, 0, 2000, LOG))))
        .isEqualTo("unknown-block");
    assertThat(code(judge(world, block(901, 2001), reference(902, 8, 5, 2000, LOG))))
        .isEqualTo("unknown-block");
  }

  @Test
  void t26_activationOfEachChainCounts() {
    TestWorld world = world().block(902, 7, 1500, LOG).activation(902, 2000);

    assertThat(code(judge(world, block(901, 2500), reference(902, 7, 0, 1500, LOG))))
        .isEqualTo("initiated-too-early");
  }

  @Test
  void missingActivationMeansNever() {
    TestWorld world = new TestWorld().block(902, 7, 2000, LOG);

    Outcome outcome = judge(world, block(901, 2000), reference(902, 7, 0, 2000, LOG));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Invalid(new InvalidMessage.ExecutedTooEarly(ChainRules.INACTIVE, 2000)));
  }

  @Test
  void missingHistoryRanksBetweenExpiryAndTheBlock() {
    TestWorld world = world().block(902, 7, 700_000, LOG);

    assertThat(judge(world, block(901, 700_000), reference(902, 6, 9, 699_998, LOG)))
        .isEqualTo(new Outcome.NotEnoughHistory(new Missing(chain(902), 6, 7)));
    assertThat(code(judge(world, block(901, 700_000), reference(902, 6, 9, 2000, LOG))))
        .isEqualTo("expired");
  }

  @Test
  void firstBrokenRuleDecides() {
    TestWorld world = world().block(902, 7, 2000, LOG);

    assertThat(code(judge(world, block(901, 1000), reference(903, 9, 9, 9999, LOG))))
        .isEqualTo("chain-not-in-set");
    assertThat(code(judge(world, block(901, 1000), reference(902, 9, 9, 900, LOG))))
        .isEqualTo("executed-too-early");
    assertThat(code(judge(world, block(901, WINDOW + 2000), reference(902, 9, 9, 900, LOG))))
        .isEqualTo("initiated-too-early");
    assertThat(code(judge(world, block(901, 1500), reference(902, 9, 9, 9999, LOG))))
        .isEqualTo("future");
    assertThat(code(judge(world, block(901, WINDOW + 2000), reference(902, 9, 9, 1002, LOG))))
        .isEqualTo("expired");
    assertThat(code(judge(world, block(901, 2001), reference(902, 9, 9, 1900, LOG))))
        .isEqualTo("unknown-block");
    assertThat(code(judge(world, block(901, 2001), reference(902, 7, 9, 1900, LOG))))
        .isEqualTo("timestamp-mismatch");
    assertThat(code(judge(world, block(901, 2001), reference(902, 7, 9, 2000, LOG))))
        .isEqualTo("unknown-log");
  }

  @Test
  void timeoutIsAddedToTheAgeWithoutOverflow() {
    TestWorld world = world().block(902, 7, 2000, LOG);
    MessageRules rules = rules(world, mesh(new ExpiryWindow(100)));
    MessageReference message = reference(902, 7, 0, 2000, LOG);

    assertThat(code(rules.judge(at(901, 2040, 60), message, world.sources()))).isEqualTo("valid");
    assertThat(code(rules.judge(at(901, 2040, 61), message, world.sources()))).isEqualTo("expired");
    assertThat(code(rules.judge(at(901, 2040, -1L), message, world.sources())))
        .isEqualTo("expired");
  }

  @Test
  void strictFormRefusesTheSameTimestamp() {
    TestWorld world = world().block(902, 7, 2000, LOG);
    MessageRules strict = rules(world, mesh).refusingSameTimestamp();
    MessageReference message = reference(902, 7, 0, 2000, LOG);

    assertThat(code(strict.judge(block(901, 2000), message, world.sources()))).isEqualTo("future");
    assertThat(code(strict.judge(block(901, 2001), message, world.sources()))).isEqualTo("valid");
  }

  @Test
  void numbersAreUnsigned() {
    long late = -10;
    TestWorld world = world().block(902, -5, late, LOG);

    assertThat(code(judge(world, block(901, -8), reference(902, -5, 0, late, LOG))))
        .isEqualTo("valid");
    assertThat(code(judge(world, block(901, 5000), reference(902, -5, 0, late, LOG))))
        .isEqualTo("future");
    assertThat(code(judge(world, block(901, -8), reference(902, -5, 0, 5000, LOG))))
        .isEqualTo("expired");
    assertThat(judge(world, block(901, -8), reference(902, 3, 0, late, LOG)))
        .isInstanceOf(Outcome.NotEnoughHistory.class);
  }

  /** Window 10, both block times 2, activations 100 and 105, as in the unit tests of kona. */
  @ParameterizedTest
  @CsvSource({
    "1, 200, 2, 202, 0, valid",
    "1, 200, 2, 202, 5, valid",
    "3, 200, 2, 202, 0, chain-not-in-set",
    "1, 100, 2, 202, 0, initiated-too-early",
    "1, 200, 2, 195, 0, future",
    "1, 200, 2, 250, 0, expired",
    "1, 200, 2, 215, 0, expired"
  })
  void v25_timing(
      long source, long initiated, long chain, long executed, long timeout, String expected) {
    Map<ChainId, ChainRules> chains = new HashMap<>();
    chains.put(chain(1), new ChainRules(new Activation.At(100), 2));
    chains.put(chain(2), new ChainRules(new Activation.At(105), 2));
    DependencySet set = DependencySet.mesh(List.of(chain(1), chain(2)), new ExpiryWindow(10));
    TestWorld world = world().block(source, 7, initiated, LOG);

    Outcome outcome =
        new MessageRules(set, chains)
            .judge(
                at(chain, executed, timeout),
                reference(source, 7, 0, initiated, LOG),
                world.sources());

    assertThat(code(outcome)).isEqualTo(expected);
  }

  @Test
  void everyReasonSaysWhatWasExpectedAndFound() {
    TestWorld world = world().block(902, 7, 2000, LOG);

    Outcome outcome = judge(world, block(901, 2001), reference(902, 7, 9, 2000, LOG));

    InvalidMessage reason = ((Outcome.Invalid) outcome).reason();
    assertThat(reason.code()).isEqualTo(Code.UNKNOWN_LOG);
    assertThat(reason.detail()).isEqualTo("expected log index below 1, got 9");
  }

  private static TestWorld world() {
    return new TestWorld().activation(901, 1000);
  }

  private static DependencySet mesh(ExpiryWindow window) {
    return DependencySet.mesh(List.of(chain(901), chain(902)), window);
  }

  private static MessageRules rules(TestWorld world, DependencySet set) {
    return new MessageRules(set, world.rules());
  }

  private Outcome judge(TestWorld world, ExecutingDescriptor at, MessageReference message) {
    return rules(world, mesh).judge(at, message, world.sources());
  }

  private static ExecutingDescriptor block(long chain, long timestamp) {
    return ExecutingDescriptor.block(chain(chain), timestamp);
  }

  private static ExecutingDescriptor at(long chain, long timestamp, long timeout) {
    return new ExecutingDescriptor(chain(chain), timestamp, timeout);
  }

  private static MessageReference reference(
      long chain, long number, long logIndex, long timestamp, EventLog log) {
    EventLog execution = executing(chain, number, logIndex, timestamp, log);
    MessageReference reference =
        ExecutingMessageCodec.decode(execution).orElseThrow().toReference(0);
    assertThat(reference.position()).isEqualTo(new LogPosition(number, logIndex));
    return reference;
  }

  private static String code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Valid() -> "valid";
      case Outcome.Invalid(InvalidMessage reason) -> reason.code().text();
      case Outcome.NotYet _ -> "not-yet";
      case Outcome.NotEnoughHistory _ -> "not-enough-history";
    };
  }
}
