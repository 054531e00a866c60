package dev.fairlead.opstack.access;

import static dev.fairlead.opstack.rules.TestWorld.chain;
import static dev.fairlead.opstack.rules.TestWorld.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.rules.Missing;
import dev.fairlead.opstack.rules.Outcome;
import dev.fairlead.opstack.rules.SourceView;
import dev.fairlead.opstack.rules.TestWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AccessListCheckerTest {
  private static final EventLog LOG = plain(1);
  private static final ExecutingDescriptor AT = new ExecutingDescriptor(chain(902), 2004, 100);

  private final TestWorld world =
      new TestWorld()
          .block(901, 5, 2000, LOG)
          .block(901, 6, 2002, LOG)
          .block(902, 5, 2000)
          .block(902, 6, 2002);
  private final Snapshot view =
      new Snapshot(world.sources(), Map.of(), SafetyLevel.UNSAFE, Set.of());
  private final MessageRules rules =
      new MessageRules(
          DependencySet.mesh(List.of(chain(901), chain(902)), ExpiryWindow.STANDARD),
          world.rules());

  @Test
  void acceptsTheEmptyList() {
    assertThat(check(SafetyLevel.FINALIZED, AT, view)).isEqualTo(new AccessVerdict.Accepted());
  }

  @Test
  void acceptsKnownMessagesAndRepetitions() {
    assertThat(check(SafetyLevel.UNSAFE, AT, view, good(), good()))
        .isEqualTo(new AccessVerdict.Accepted());
  }

  @Test
  void firstFailingGroupAnswers() {
    Access wrong = access(901, 5, 0, 2000, plain(2));
    Access unknown = access(999, 5, 0, 2000, LOG);

    AccessVerdict verdict = check(SafetyLevel.UNSAFE, AT, view, good(), wrong, unknown);

    assertThat(verdict).isInstanceOf(AccessVerdict.Refused.class);
    AccessVerdict.Refused refused = (AccessVerdict.Refused) verdict;
    assertThat(refused.group()).isEqualTo(1);
    assertThat(((Outcome.Invalid) refused.outcome()).reason().code().text())
        .isEqualTo("checksum-mismatch");
  }

  @Test
  void malformedListIsNotJudged() {
    List<Hash32> keys = Stream.of(new Hash32(9L << 56, 0, 0, 0)).toList();

    AccessVerdict verdict =
        new AccessListChecker(rules, 10).check(keys, SafetyLevel.UNSAFE, AT, view);

    assertThat(verdict)
        .isEqualTo(
            new AccessVerdict.Malformed(
                new AccessListDecoding.Malformed(
                    0, 0, AccessListDecoding.Cause.UNEXPECTED_TYPE, 9)));
  }

  @Test
  void workIsBounded() {
    Access[] accesses = Stream.generate(this::good).limit(11).toArray(Access[]::new);

    assertThat(check(SafetyLevel.UNSAFE, AT, view, accesses))
        .isEqualTo(new AccessVerdict.TooManyGroups(11, 10));
  }

  @Test
  void timeoutCountsForTheExpiry() {
    ExecutingDescriptor late =
        new ExecutingDescriptor(chain(902), 2004, ExpiryWindow.SECONDS_MAX - 3);

    assertThat(check(SafetyLevel.UNSAFE, late, view, good()))
        .isEqualTo(
            new AccessVerdict.Refused(
                0,
                new Outcome.Invalid(
                    new InvalidMessage.Expired(
                        ExpiryWindow.SECONDS_MAX, 4, ExpiryWindow.SECONDS_MAX - 3))));
  }

  @Test
  void requestedLevelMustHold() {
    Snapshot heads =
        new Snapshot(
            world.sources(), Map.of(SafetyLevel.CROSS_SAFE, 5L), SafetyLevel.UNSAFE, Set.of());

    assertThat(check(SafetyLevel.CROSS_SAFE, AT, heads, good()))
        .isEqualTo(new AccessVerdict.Accepted());
    assertThat(check(SafetyLevel.CROSS_SAFE, AT, heads, access(901, 6, 0, 2002, LOG)))
        .isEqualTo(awaitsLevel(6, SafetyLevel.CROSS_SAFE));
    assertThat(check(SafetyLevel.FINALIZED, AT, heads, good()))
        .isEqualTo(awaitsLevel(5, SafetyLevel.FINALIZED));
  }

  @Test
  void configuredLevelMustHoldAsWell() {
    Snapshot heads =
        new Snapshot(
            world.sources(),
            Map.of(SafetyLevel.LOCAL_SAFE, 6L, SafetyLevel.CROSS_UNSAFE, 5L),
            SafetyLevel.CROSS_UNSAFE,
            Set.of());

    assertThat(check(SafetyLevel.LOCAL_SAFE, AT, heads, good()))
        .isEqualTo(new AccessVerdict.Accepted());
    assertThat(check(SafetyLevel.LOCAL_SAFE, AT, heads, access(901, 6, 0, 2002, LOG)))
        .isEqualTo(awaitsLevel(6, SafetyLevel.CROSS_UNSAFE));
  }

  @Test
  void blockThatIsNotThereYetIsAwaited() {
    assertThat(check(SafetyLevel.UNSAFE, AT, view, access(901, 7, 0, 2004, LOG)))
        .isEqualTo(
            new AccessVerdict.Refused(
                0, new Outcome.NotYet(new Awaited.Block(chain(901), 7, 2004))));
  }

  @Test
  void blockBelowTheStoredOnesIsMissing() {
    assertThat(check(SafetyLevel.UNSAFE, AT, view, access(901, 4, 0, 1998, LOG)))
        .isEqualTo(
            new AccessVerdict.Refused(
                0, new Outcome.NotEnoughHistory(new Missing(chain(901), 4, 5))));
  }

  @Test
  void whileBackFillingOnlyAbsentBlocksAreExcused() {
    Snapshot filling =
        new Snapshot(world.sources(), Map.of(), SafetyLevel.UNSAFE, Set.of(chain(901)));

    assertThat(check(SafetyLevel.UNSAFE, AT, filling, good(), access(901, 4, 0, 1998, LOG)))
        .isEqualTo(new AccessVerdict.BackFilling(1, chain(901)));
    assertThat(check(SafetyLevel.UNSAFE, AT, filling, access(901, 7, 0, 2004, LOG)))
        .isEqualTo(new AccessVerdict.BackFilling(0, chain(901)));
    assertThat(check(SafetyLevel.UNSAFE, AT, filling, access(901, 5, 3, 2000, LOG)))
        .isInstanceOf(AccessVerdict.Refused.class);
  }

  @Test
  void t7_sameTimestampIsAcceptedUnlessTheStrictRuleIsAskedFor() {
    ExecutingDescriptor same = ExecutingDescriptor.block(chain(902), 2002);
    List<Hash32> keys = AccessListCodec.encode(access(901, 6, 0, 2002, LOG));

    assertThat(new AccessListChecker(rules, 10).check(keys, SafetyLevel.UNSAFE, same, view))
        .isEqualTo(new AccessVerdict.Accepted());
    assertThat(
            new AccessListChecker(rules.refusingSameTimestamp(), 10)
                .check(keys, SafetyLevel.UNSAFE, same, view))
        .isEqualTo(
            new AccessVerdict.Refused(
                0, new Outcome.Invalid(new InvalidMessage.Future(2002, 2002))));
  }

  private AccessVerdict check(
      SafetyLevel level, ExecutingDescriptor at, AdmissionView seen, Access... accesses) {
    List<Hash32> keys = AccessListCodec.encodeAll(List.of(accesses));
    return new AccessListChecker(rules, 10).check(keys, level, at, seen);
  }

  private Access good() {
    return access(901, 5, 0, 2000, LOG);
  }

  private static Access access(long chain, long number, long index, long time, EventLog log) {
    Identifier id = new Identifier(log.address(), number, index, time, chain(chain));
    return Access.of(id, MessageHashes.payloadHash(log));
  }

  private static AccessVerdict awaitsLevel(long number, SafetyLevel level) {
    return new AccessVerdict.Refused(
        0, new Outcome.NotYet(new Awaited.Level(chain(901), number, level)));
  }

  private record Snapshot(
      SourceView sources, Map<SafetyLevel, Long> heads, SafetyLevel min, Set<ChainId> filling)
      implements AdmissionView {
    @Override
    public boolean isBackFilling(ChainId chain) {
      return filling.contains(chain);
    }

    @Override
    public Optional<BlockRef> head(ChainId chain, SafetyLevel level) {
      return Optional.ofNullable(heads.get(level)).map(n -> new BlockRef(n, Hash32.ZERO));
    }

    @Override
    public SafetyLevel minSafety(ChainId executing, ChainId source) {
      return min;
    }

    @Override
    public LogLookup log(ChainId chain, LogPosition position) {
      return sources.log(chain, position);
    }

    @Override
    public boolean isCompleteAt(ChainId chain, long timestamp) {
      return sources.isCompleteAt(chain, timestamp);
    }
  }
}
