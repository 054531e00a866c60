package dev.fairlead.xcmp.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.channel.RowRoot;
import dev.fairlead.xcmp.model.NaiveTree;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * XCMP facts, section 9.4: a proof holds at its own place only. Every size from 1 to 70, every
 * position, in both kinds of trees.
 */
final class ProofGeometryTest {
  private static final int SIZE_MAX = 70;

  /** One tree of one kind: how to prove a position, and what a claim leads to. */
  interface Tree {
    int size();

    Hash32 root();

    List<Hash32> prove(int index);

    /** Whether the leaf of {@code leaf} is accepted at a claimed place. */
    boolean accepts(int leaf, Place place);
  }

  record Place(long index, long count, List<Hash32> siblings) {}

  static Stream<Tree> trees() {
    return IntStream.rangeClosed(1, SIZE_MAX).boxed().flatMap(n -> Stream.of(row(n), block(n)));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void proof_verifiesAtItsOwnIndexOnly(Tree tree) {
    for (int leaf = 0; leaf < tree.size(); leaf++) {
      List<Hash32> siblings = tree.prove(leaf);
      assertThat(siblings).hasSizeLessThanOrEqualTo(7);
      for (int index = -1; index <= tree.size() + 1; index++) {
        check(tree, leaf, new Place(index, tree.size(), siblings), index == leaf);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void otherLeafCount_isRefused(Tree tree) {
    for (int leaf = 0; leaf < tree.size(); leaf++) {
      List<Hash32> siblings = tree.prove(leaf);
      for (int count = 0; count <= SIZE_MAX + 2; count++) {
        check(tree, leaf, new Place(leaf, count, siblings), count == tree.size());
      }
      assertThat(tree.accepts(leaf, new Place(leaf, 0xffff_ffffL, siblings))).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void surplusMissingDoubledAndMovedSiblings_areRefused(Tree tree) {
    for (int leaf = 0; leaf < tree.size(); leaf++) {
      List<Hash32> siblings = tree.prove(leaf);
      for (List<Hash32> wrong : distorted(siblings, tree.root())) {
        check(tree, leaf, new Place(leaf, tree.size(), wrong), false);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void leafThatRoseAlone_isNotAcceptedOnALevelAbove(Tree tree) {
    int last = tree.size() - 1;
    List<Hash32> siblings = tree.prove(last);
    long index = last;
    long count = tree.size();
    while (count > 1) {
      index >>= 1;
      count = (count + 1) >> 1;
      assertThat(tree.accepts(last, new Place(index, count, siblings))).isFalse();
      assertThat(tree.accepts(last, new Place(index, tree.size(), siblings)))
          .isEqualTo(index == last);
    }
  }

  @Test
  void innerNode_isNoLeaf() {
    MerkleGeometry tree = new MerkleGeometry(0x12);
    for (int size = 2; size <= SIZE_MAX; size++) {
      List<Hash32> leaves = leaves(size);
      List<Hash32> above = NaiveTree.levelAbove(0x12, leaves);
      Hash32 top = NaiveTree.top(0x12, leaves);
      for (int i = 0; i < above.size(); i++) {
        List<Hash32> siblings = NaiveTree.siblings(0x12, above, i);
        // Its own level of a smaller tree has the same top: only the sealed count tells them apart.
        assertThat(tree.climb(above.get(i), i, above.size(), siblings)).contains(top);
        assertThat(tree.climb(above.get(i), i, size, siblings))
            .isNotEqualTo(java.util.Optional.of(top));
      }
    }
  }

  @Test
  void innerNodeOf2000And2001_presentedAsALink_isRefused() {
    SortedMap<ParaId, Hash32> links = links(3);
    MessageRoot.Proof third = MessageRoot.prove(links, new ParaId(2002));
    Hash32 inner = third.siblings().getFirst();
    Hash32 root = MessageRoot.of(links);
    for (long count = 1; count <= 4; count++) {
      for (long index = 0; index < count; index++) {
        MessageRoot.Proof claimed =
            new MessageRoot.Proof(
                index, count, MessageRoot.prove(links, new ParaId(2000)).siblings().subList(1, 2));
        assertThat(claimed.climb(new ParaId(2000), inner))
            .isNotEqualTo(java.util.Optional.of(root));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("trees")
  void rootsAndProofs_areThoseOfTheNaiveTree(Tree tree) {
    for (int leaf = 0; leaf < tree.size(); leaf++) {
      assertThat(tree.accepts(leaf, new Place(leaf, tree.size(), tree.prove(leaf)))).isTrue();
    }
    assertThat(MerkleGeometry.fits(tree.size(), tree.size(), 0)).isFalse();
    assertThat(MerkleGeometry.fits(-1, tree.size(), 0)).isFalse();
  }

  /** Without an assertion object for each of a million claims. */
  private static void check(Tree tree, int leaf, Place place, boolean isRight) {
    if (tree.accepts(leaf, place) != isRight) {
      throw new AssertionError("leaf " + leaf + " of " + tree + " at " + place);
    }
  }

  private static List<List<Hash32>> distorted(List<Hash32> siblings, Hash32 foreign) {
    List<List<Hash32>> all = new ArrayList<>();
    for (int i = 0; i <= siblings.size(); i++) {
      List<Hash32> surplus = new ArrayList<>(siblings);
      surplus.add(i, foreign);
      all.add(surplus);
    }
    for (int i = 0; i < siblings.size(); i++) {
      List<Hash32> missing = new ArrayList<>(siblings);
      missing.remove(i);
      all.add(missing);
      List<Hash32> doubled = new ArrayList<>(siblings);
      doubled.add(i, siblings.get(i));
      all.add(doubled);
      List<Hash32> altered = new ArrayList<>(siblings);
      altered.set(i, foreign);
      all.add(altered);
      for (int j = i + 1; j < siblings.size(); j++) {
        List<Hash32> moved = new ArrayList<>(siblings);
        Collections.swap(moved, i, j);
        all.add(moved);
      }
    }
    return all;
  }

  private static Tree row(int size) {
    ParaId sender = new ParaId(1000);
    List<ChannelCell> cells = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      cells.add(new ChannelCell(new ParaId(2000 + i), numbered(i), 100 + i));
    }
    Hash32 root = RowRoot.of(sender, cells);
    assertThat(root).isEqualTo(NaiveTree.rowRoot(sender, cells));
    return new Tree() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Hash32 root() {
        return root;
      }

      @Override
      public List<Hash32> prove(int index) {
        return RowRoot.prove(cells, index);
      }

      @Override
      public boolean accepts(int leaf, Place place) {
        return RowRoot.climb(
                sender, cells.get(leaf), place.index(), place.count(), place.siblings())
            .filter(root::equals)
            .isPresent();
      }

      @Override
      public String toString() {
        return "row of " + size;
      }
    };
  }

  private static Tree block(int size) {
    SortedMap<ParaId, Hash32> links = links(size);
    List<ParaId> recipients = List.copyOf(links.keySet());
    Hash32 root = MessageRoot.of(links);
    assertThat(root).isEqualTo(NaiveTree.messageRoot(links));
    return new Tree() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Hash32 root() {
        return root;
      }

      @Override
      public List<Hash32> prove(int index) {
        MessageRoot.Proof proof = MessageRoot.prove(links, recipients.get(index));
        assertThat(proof.leafIndex()).isEqualTo(index);
        assertThat(proof.fits()).isTrue();
        return proof.siblings();
      }

      @Override
      public boolean accepts(int leaf, Place place) {
        ParaId recipient = recipients.get(leaf);
        return new MessageRoot.Proof(place.index(), place.count(), place.siblings())
            .climb(recipient, links.get(recipient))
            .filter(root::equals)
            .isPresent();
      }

      @Override
      public String toString() {
        return "message tree of " + size;
      }
    };
  }

  private static SortedMap<ParaId, Hash32> links(int size) {
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      links.put(new ParaId(2000 + i), numbered(i));
    }
    return links;
  }

  private static List<Hash32> leaves(int size) {
    return IntStream.range(0, size).mapToObj(ProofGeometryTest::numbered).toList();
  }

  private static Hash32 numbered(int number) {
    return Blake2b256.hash(new byte[] {(byte) number, 1});
  }
}
