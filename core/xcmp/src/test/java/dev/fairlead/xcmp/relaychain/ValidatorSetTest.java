package dev.fairlead.xcmp.relaychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set of bits is held against the library's tree. */
class ValidatorSetTest {
  private static final int POSITIONS = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isWhatATreeIs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      SortedSet<Integer> tree = draw(random);
      SortedSet<Integer> other = draw(random);
      ValidatorSet set = ValidatorSet.copyOf(tree);
      int from = random.nextInt(-2, POSITIONS + 70);
      int to = random.nextInt(from, POSITIONS + 71);

      assertThat(set).isEqualTo(tree).hasSameHashCodeAs(tree);
      assertThat(List.copyOf(set)).isEqualTo(List.copyOf(tree));
      assertThat(set.size()).isEqualTo(tree.size());
      assertThat(set.contains(from)).isEqualTo(tree.contains(from));
      assertThat(set.subSet(from, to)).isEqualTo(tree.subSet(from, to));
      assertThat(set.headSet(to)).isEqualTo(tree.headSet(to));
      assertThat(set.tailSet(from)).isEqualTo(tree.tailSet(from));
      assertThat(set.with(ValidatorSet.copyOf(other))).isEqualTo(union(tree, other));
      assertThat(set.without(ValidatorSet.copyOf(other))).isEqualTo(difference(tree, other));
      if (!tree.isEmpty()) {
        assertThat(set.first()).isEqualTo(tree.first());
        assertThat(set.last()).isEqualTo(tree.last());
      }
    }
  }

  @Test
  void equalSetsAreEqualHoweverTheyCameAbout() {
    ValidatorSet all = ValidatorSet.all(130);

    assertThat(all).hasSize(130).startsWith(0, 1, 2).endsWith(129);
    assertThat(all.headSet(64)).isEqualTo(ValidatorSet.all(64));
    assertThat(all.without(all)).isEqualTo(ValidatorSet.EMPTY).isEmpty();
  }

  @Test
  void positionsThatASessionLacksAreLeftOut() {
    SortedSet<Integer> named = new TreeSet<>(List.of(-1, 0, 3, 7, 64, 900));

    assertThat(ValidatorSet.within(named, 65)).containsExactly(0, 3, 7, 64);
    assertThat(ValidatorSet.within(ValidatorSet.all(100), 7)).isEqualTo(ValidatorSet.all(7));
  }

  @Test
  void negativePositionsAreRefused_andNobodyIsFirstOfNone() {
    assertThatThrownBy(() -> ValidatorSet.copyOf(List.of(3, -1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(ValidatorSet.EMPTY::first).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(ValidatorSet.EMPTY::last).isInstanceOf(NoSuchElementException.class);
  }

  private static SortedSet<Integer> draw(SplittableRandom random) {
    SortedSet<Integer> tree = new TreeSet<>();
    int count = random.nextInt(POSITIONS);
    for (int i = 0; i < count; i++) {
      tree.add(random.nextInt(POSITIONS));
    }
    return tree;
  }

  private static SortedSet<Integer> union(SortedSet<Integer> one, SortedSet<Integer> other) {
    SortedSet<Integer> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static SortedSet<Integer> difference(SortedSet<Integer> one, SortedSet<Integer> other) {
    SortedSet<Integer> left = new TreeSet<>(one);
    left.removeAll(other);
    return left;
  }
}
