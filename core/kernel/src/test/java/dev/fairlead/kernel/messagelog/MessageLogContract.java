package dev.fairlead.kernel.messagelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every message log must do: the rows of section 4.2 of the OP Stack facts, and the promises
 * of {@link MessageLog} and {@link LogView}. Dense log indices hold by construction ({@link
 * SealedBlock}); that a genesis block has no logs follows from its receipts root, where it is
 * fetched.
 *
 * <p>Extended by the test of every implementation. Pass a seed with {@code -Dfairlead.seed=N}.
 */
public abstract class MessageLogContract {
  private static final int RANDOM_STEPS = 120;

  private final TestChain chain = new TestChain(20261121, 5);
  private MessageLog log;

  /** A new, empty log. */
  protected abstract MessageLog create() throws Exception;

  /** The same log after an orderly restart of the process; the default has nothing to restart. */
  protected MessageLog restarted(MessageLog running) throws Exception {
    return running;
  }

  /** How many random sequences of operations are tried; fewer where every write is slow. */
  protected int randomRuns() {
    return 12;
  }

  @BeforeEach
  void createLog() throws Exception {
    log = create();
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Test
  void emptyLog_answersAhead() {
    MessageLogModel.assertHolds(log.view(), List.of());
    assertThat(log.rewind(new BlockRef(0, chain.hash()))).isEqualTo(new RewindResult.Ahead());
  }

  @Test
  void firstBlock_mayHaveAnyNumberAndParent() {
    for (long number : new long[] {0, 1, 1L << 40, Long.MIN_VALUE, -2}) {
      SealedBlock block = chain.first(number, number);

      assertThat(log.append(block)).isEqualTo(new AppendResult.Appended());

      MessageLogModel.assertHolds(log.view(), List.of(block));
      log.clear();
    }
  }

  @Test
  void numbersAndTimestamps_areUnsigned() {
    SealedBlock first = chain.first(Long.MAX_VALUE, Long.MAX_VALUE);
    SealedBlock second = chain.after(first, Long.MIN_VALUE);
    SealedBlock third = chain.after(second, -2);

    log.appendAll(List.of(first, second, third));

    MessageLogModel.assertHolds(log.view(), List.of(first, second, third));
  }

  @Test
  void blockThatDoesNotFollowTheTip_conflictsAndChangesNothing() {
    SealedBlock tip = chain.first(10, 1000);
    log.append(tip);
    SealedBlock gap = chain.first(12, 1002);
    SealedBlock orphan = chain.first(11, 1002);
    SealedBlock early = chain.after(tip, 999);

    assertConflict(tip, gap, AppendResult.Cause.NUMBER_GAP);
    assertConflict(tip, orphan, AppendResult.Cause.PARENT_MISMATCH);
    assertConflict(tip, early, AppendResult.Cause.TIMESTAMP_BACKWARDS);
  }

  private void assertConflict(SealedBlock tip, SealedBlock refused, AppendResult.Cause cause) {
    assertThat(log.append(refused))
        .isEqualTo(new AppendResult.Conflict(tip.seal(), refused.seal(), cause));
    MessageLogModel.assertHolds(log.view(), List.of(tip));
  }

  @Test
  void blockWithTheTimestampOfItsParent_isAppended() {
    SealedBlock first = chain.first(10, 1000);
    SealedBlock second = chain.after(first, 1000);

    log.append(first);
    log.append(second);

    MessageLogModel.assertHolds(log.view(), List.of(first, second));
    assertThat(log.view().lastAtOrBefore(1000)).contains(second.seal());
  }

  @Test
  void tipAppendedAgain_isNoChange() {
    SealedBlock tip = chain.first(10, 1000);
    log.append(tip);

    assertThat(log.append(tip)).isEqualTo(new AppendResult.AlreadyTip());
    assertThat(log.appendAll(List.of(tip, chain.after(tip))))
        .isEqualTo(new AppendResult.Appended());
  }

  @Test
  void batchWithABreak_keepsWhatIsBeforeIt() {
    List<SealedBlock> good = chain.run(10, 3);
    SealedBlock orphan = chain.first(13, 1006);
    List<SealedBlock> batch = new ArrayList<>(good);
    batch.add(orphan);
    batch.add(chain.after(orphan));

    assertThat(log.appendAll(batch))
        .isEqualTo(
            new AppendResult.Conflict(
                good.getLast().seal(), orphan.seal(), AppendResult.Cause.PARENT_MISMATCH));
    MessageLogModel.assertHolds(log.view(), good);
  }

  @Test
  void blockWithManyLogs_isHeldWhole() {
    SealedBlock small = chain.first(10, 1000);
    SealedBlock large = new TestChain(7, 3000).after(small);

    log.appendAll(List.of(small, large));

    MessageLogModel.assertHolds(log.view(), List.of(small, large));
  }

  @Test
  void rewind_toAStoredBlock_removesWhatIsAbove() {
    List<SealedBlock> blocks = chain.run(10, 5);
    log.appendAll(blocks);

    assertThat(log.rewind(blocks.get(2).seal().ref())).isEqualTo(new RewindResult.Rewound(2));
    assertThat(log.rewind(blocks.get(2).seal().ref())).isEqualTo(new RewindResult.Rewound(0));

    MessageLogModel.assertHolds(log.view(), blocks.subList(0, 3));
  }

  @Test
  void rewind_belowTheFirstBlock_clears() {
    log.appendAll(chain.run(10, 5));

    assertThat(log.rewind(new BlockRef(9, chain.hash()))).isEqualTo(new RewindResult.Cleared(5));

    MessageLogModel.assertHolds(log.view(), List.of());
  }

  @Test
  void rewind_aboveTheTipOrToAnotherHash_changesNothing() {
    List<SealedBlock> blocks = chain.run(10, 5);
    log.appendAll(blocks);

    assertThat(log.rewind(new BlockRef(15, chain.hash()))).isEqualTo(new RewindResult.Ahead());
    assertThat(log.rewind(new BlockRef(12, chain.hash())))
        .isEqualTo(new RewindResult.Conflict(blocks.get(2).seal()));
    MessageLogModel.assertHolds(log.view(), blocks);
  }

  @Test
  void prune_dropsOnlyOlderBlocksAndKeepsTheTip() {
    List<SealedBlock> blocks = chain.run(10, 50);
    log.appendAll(blocks);

    int dropped = (int) log.prune(1041);
    assertThat(dropped).isBetween(0, 21);
    MessageLogModel.assertHolds(log.view(), blocks.subList(dropped, 50));

    int more = (int) log.prune(-1);
    assertThat(dropped + more).isBetween(dropped, 49);
    MessageLogModel.assertHolds(log.view(), blocks.subList(dropped + more, 50));
  }

  @Test
  void clearedLog_startsAnewAnywhere() {
    log.appendAll(chain.run(10, 5));
    List<SealedBlock> others = chain.run(3, 4);

    log.clear();
    MessageLogModel.assertHolds(log.view(), List.of());
    log.appendAll(others);

    MessageLogModel.assertHolds(log.view(), others);
  }

  @Test
  void views_keepTheirAnswersWhateverHappensLater() {
    List<SealedBlock> blocks = chain.run(10, 30);
    log.appendAll(blocks);
    LogView atThirty = log.view();
    log.rewind(blocks.get(9).seal().ref());
    LogView atTen = log.view();
    List<SealedBlock> branch = new ArrayList<>(blocks.subList(0, 10));
    for (int i = 0; i < 30; i++) {
      branch.add(chain.after(branch.getLast()));
      log.append(branch.getLast());
    }
    LogView onBranch = log.view();
    log.prune(1030);
    log.clear();
    log.appendAll(chain.run(12, 20));

    MessageLogModel.assertHolds(atThirty, blocks);
    MessageLogModel.assertHolds(atTen, blocks.subList(0, 10));
    MessageLogModel.assertHolds(onBranch, branch);
  }

  @Test
  void anySequenceOfOperations_givesWhatAPlainListGives() throws Exception {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    System.out.println("MessageLogContract seed " + seed + " (-Dfairlead.seed=" + seed + ")");
    for (int run = 0; run < randomRuns(); run++) {
      log.clear();
      randomRun(new Random(seed + run), new TestChain(seed + run, 40));
    }
  }

  private void randomRun(Random random, TestChain source) throws Exception {
    List<SealedBlock> model = new ArrayList<>();
    Map<LogView, List<SealedBlock>> views = new HashMap<>();
    for (int step = 0; step < RANDOM_STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0 -> rewindAndReturn(random, model);
        case 1 -> rewind(random, model);
        case 2 -> {
          long cut = model.isEmpty() ? 0 : at(random, model).seal().timestamp();
          model.subList(0, (int) log.prune(cut)).clear();
        }
        case 3 -> {
          views.clear();
          log = restarted(log);
        }
        default -> append(random, source, model);
      }
      MessageLogModel.assertHolds(log.view(), model);
      views.put(log.view(), List.copyOf(model));
    }
    views.forEach(MessageLogModel::assertHolds);
  }

  private void append(Random random, TestChain source, List<SealedBlock> model) {
    List<SealedBlock> batch = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      SealedBlock next =
          model.isEmpty()
              ? source.first(random.nextInt(1000), random.nextInt(1000))
              : source.after(model.getLast());
      batch.add(next);
      model.add(next);
    }
    assertThat(log.appendAll(batch)).isEqualTo(new AppendResult.Appended());
  }

  private void rewind(Random random, List<SealedBlock> model) {
    if (!model.isEmpty()) {
      SealedBlock target = at(random, model);
      int kept = model.indexOf(target) + 1;
      assertThat(log.rewind(target.seal().ref()))
          .isEqualTo(new RewindResult.Rewound(model.size() - kept));
      model.subList(kept, model.size()).clear();
    }
  }

  /** Rewind, then append what was removed: the identity. */
  private void rewindAndReturn(Random random, List<SealedBlock> model) {
    List<SealedBlock> before = List.copyOf(model);
    rewind(random, model);
    log.appendAll(before.subList(model.size(), before.size()));
    model.addAll(before.subList(model.size(), before.size()));
  }

  private static SealedBlock at(Random random, List<SealedBlock> model) {
    return model.get(random.nextInt(model.size()));
  }

  @Test
  void blockWithoutLogs_isHeld() {
    SealedBlock first = chain.first(10, 1000);
    BlockSeal seal =
        new BlockSeal(
            new BlockRef(11, chain.hash()),
            first.seal().hash(),
            1002,
            0,
            chain.hash(),
            chain.hash());
    SealedBlock empty = new SealedBlock(seal, HashList.EMPTY, Collections.emptyList());

    log.appendAll(List.of(first, empty));

    MessageLogModel.assertHolds(log.view(), List.of(first, empty));
  }
}
