package dev.fairlead.kernel.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Blocks are named by a branch letter and a height; {@code a} carries on from the root. */
class ChainHistoryTest {
  private static final BlockLink ROOT = link('r', 0, 'r');

  private final ChainHistory history = new ChainHistory(ROOT, 100);

  @Test
  void followingADescendantExtends() {
    learn('a', 3, 'r');

    assertThat(history.follow(hash('a', 3)))
        .containsExactly(
            new HistoryChange.Extended(List.of(ref('a', 1), ref('a', 2), ref('a', 3))));
    assertThat(history.head().ref()).isEqualTo(ref('a', 3));
  }

  @Test
  void followingAnotherBranchRewindsToTheForkAndExtends() {
    learn('a', 3, 'r');
    history.learn(link('b', 2, 'a'));
    history.learn(link('b', 3, 'b'));
    history.follow(hash('a', 3));

    assertThat(history.follow(hash('b', 3)))
        .containsExactly(
            new HistoryChange.Rewound(ref('a', 1), List.of(ref('a', 2), ref('a', 3))),
            new HistoryChange.Extended(List.of(ref('b', 2), ref('b', 3))));
  }

  @Test
  void followingTheHeadChangesNothing() {
    learn('a', 1, 'r');
    history.follow(hash('a', 1));

    assertThat(history.follow(hash('a', 1))).isEmpty();
  }

  @Test
  void blockAtHeightIsThatOfTheFollowedBranch() {
    learn('a', 3, 'r');
    history.learn(link('b', 2, 'a'));
    history.follow(hash('b', 2));

    assertThat(history.at(2).map(BlockLink::ref)).contains(ref('b', 2));
    assertThat(history.at(1).map(BlockLink::ref)).contains(ref('a', 1));
    assertThat(history.at(3)).isEmpty();
  }

  @Test
  void finalizingForgetsTheBranchesBeside() {
    learn('a', 3, 'r');
    history.learn(link('b', 2, 'a'));
    history.follow(hash('a', 3));

    assertThat(history.finalizeAt(hash('a', 2)))
        .containsExactly(new HistoryChange.Finalized(ref('a', 2)));

    assertThat(history.learn(link('b', 3, 'b'))).isEqualTo(ForkTree.Insertion.ORPHAN);
    assertThat(history.learn(link('a', 4, 'a'))).isEqualTo(ForkTree.Insertion.ADDED);
    assertThat(history.at(1)).isEmpty();
  }

  @Test
  void finalizingABranchBesideMovesTheHeadThere() {
    learn('a', 2, 'r');
    history.learn(link('b', 1, 'r'));
    history.follow(hash('a', 2));

    assertThat(history.finalizeAt(hash('b', 1)))
        .containsExactly(
            new HistoryChange.Rewound(ROOT.ref(), List.of(ref('a', 1), ref('a', 2))),
            new HistoryChange.Extended(List.of(ref('b', 1))),
            new HistoryChange.Finalized(ref('b', 1)));
  }

  @Test
  void refusesWhatDoesNotConnect() {
    assertThat(history.learn(link('b', 2, 'a'))).isEqualTo(ForkTree.Insertion.ORPHAN);
    assertThat(history.learn(new BlockLink(ref('a', 5), ROOT.hash(), 5)))
        .isEqualTo(ForkTree.Insertion.NUMBER_MISMATCH);
    assertThat(history.learn(ROOT)).isEqualTo(ForkTree.Insertion.KNOWN);
    ChainHistory small = new ChainHistory(ROOT, 1);
    assertThat(small.learn(link('a', 1, 'r'))).isEqualTo(ForkTree.Insertion.FULL);
  }

  @Test
  void replayedChangesAlwaysGiveTheFollowedBranch() {
    SplittableRandom random = new SplittableRandom(11);
    List<BlockLink> known = new ArrayList<>(List.of(ROOT));
    List<BlockRef> replayed = new ArrayList<>(List.of(ROOT.ref()));
    ChainHistory any = new ChainHistory(ROOT, 10_000);
    for (int i = 1; i <= 2_000; i++) {
      BlockLink parent = known.get(Math.max(0, known.size() - 1 - random.nextInt(8)));
      Hash32 hash = Hash32.ofNumber(1_000_000L + i);
      BlockLink next =
          new BlockLink(
              new BlockRef(parent.number() + 1, hash), parent.hash(), parent.timestamp() + 1);
      any.learn(next);
      known.add(next);

      any.follow(known.get(Math.max(0, known.size() - 1 - random.nextInt(4))).hash())
          .forEach(change -> replay(change, replayed));

      assertThat(replayed.getLast()).isEqualTo(any.head().ref());
      assertThat(replayed).hasSize(Math.toIntExact(any.head().number()) + 1);
    }
  }

  private static void replay(HistoryChange change, List<BlockRef> blocks) {
    switch (change) {
      case HistoryChange.Extended(List<BlockRef> added) -> {
        assertThat(added.getFirst().number()).isEqualTo(blocks.getLast().number() + 1);
        blocks.addAll(added);
      }
      case HistoryChange.Rewound(BlockRef to, List<BlockRef> undone) -> {
        int kept = blocks.size() - undone.size();
        assertThat(blocks.subList(kept, blocks.size())).isEqualTo(undone);
        blocks.subList(kept, blocks.size()).clear();
        assertThat(blocks.getLast()).isEqualTo(to);
      }
      case HistoryChange.Finalized(BlockRef ignored) -> {}
    }
  }

  private void learn(char branch, int height, char firstParent) {
    for (int i = 1; i <= height; i++) {
      history.learn(link(branch, i, i == 1 ? firstParent : branch));
    }
  }

  private static BlockLink link(char branch, long number, char parentBranch) {
    return new BlockLink(ref(branch, number), hash(parentBranch, number - 1), number);
  }

  private static BlockRef ref(char branch, long number) {
    return new BlockRef(number, hash(branch, number));
  }

  private static Hash32 hash(char branch, long number) {
    return new Hash32(branch, 0, 0, number);
  }
}
