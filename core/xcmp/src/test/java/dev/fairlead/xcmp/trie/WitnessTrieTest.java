package dev.fairlead.xcmp.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Work over a part of a trie against work over the whole; {@code -Dfairlead.seed=N} repeats. */
final class WitnessTrieTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private final Random random = new Random(SEED);

  private record Step(Bytes key, Optional<Bytes> value, boolean isRead) {}

  @Test
  void steps_overTheirWitness_giveTheSameValuesAndRootAsOverTheWhole() throws Exception {
    System.out.println("WitnessTrieTest seed " + SEED);
    for (int run = 0; run < 200; run++) {
      StateTrie whole = randomTrie();
      List<Step> steps = randomSteps();
      WitnessTrie recording = WitnessTrie.recording(whole);
      List<Optional<Bytes>> read = carryOut(steps, recording);
      StateTrie expected = carryOut(steps, whole);
      assertThat(recording.root()).as("seed %d run %d", SEED, run).isEqualTo(expected.root());

      List<Bytes> nodes = new ArrayList<>(recording.witness());
      Collections.shuffle(nodes, random);
      WitnessTrie part = WitnessTrie.over(whole.root(), nodes);
      assertThat(carryOut(steps, part)).as("seed %d run %d", SEED, run).isEqualTo(read);
      assertThat(part.root()).as("seed %d run %d", SEED, run).isEqualTo(expected.root());
      assertThat(part.unused()).as("seed %d run %d", SEED, run).isZero();
    }
  }

  @Test
  void witness_withoutAnyOneNode_isMissing() throws Exception {
    int refused = 0;
    for (int run = 0; run < 40; run++) {
      StateTrie whole = randomTrie();
      List<Step> steps = randomSteps();
      WitnessTrie recording = WitnessTrie.recording(whole);
      carryOut(steps, recording);
      List<Bytes> nodes = recording.witness();
      for (int gap = 0; gap < nodes.size(); gap++) {
        List<Bytes> fewer = new ArrayList<>(nodes);
        fewer.remove(gap);
        WitnessTrie part = WitnessTrie.over(whole.root(), fewer);
        assertThatThrownBy(() -> carryOut(steps, part))
            .as("seed %d run %d gap %d", SEED, run, gap)
            .isInstanceOf(WitnessMissing.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void removal_thatMergesABranch_needsTheSibling() throws Exception {
    StateTrie whole =
        StateTrie.EMPTY
            .put(Bytes.literal("0x1111"), bytes(40, 1), TrieLayout.V0)
            .put(Bytes.literal("0x1122"), bytes(40, 2), TrieLayout.V0);
    WitnessTrie recording = WitnessTrie.recording(whole);
    recording.remove(Bytes.literal("0x1111"));

    assertThat(recording.witness()).hasSize(3); // branch, removed leaf, sibling
    WitnessTrie withoutSibling =
        WitnessTrie.over(whole.root(), whole.prove(List.of(Bytes.literal("0x1111"))));
    assertThatThrownBy(() -> withoutSibling.remove(Bytes.literal("0x1111")))
        .isInstanceOf(WitnessMissing.class);
  }

  @Test
  void nodes_givenTwice_areRefused_andSurplusOnesAreCounted() throws Exception {
    StateTrie whole = StateTrie.EMPTY.put(bytes(2, 1), bytes(40, 1), TrieLayout.V0);
    List<Bytes> nodes = whole.prove(List.of(bytes(2, 1)));
    assertThatThrownBy(() -> WitnessTrie.over(whole.root(), List.of(nodes.get(0), nodes.get(0))))
        .isInstanceOf(DecodingException.class)
        .hasMessage("witness node 1 is given twice");

    WitnessTrie part = WitnessTrie.over(whole.root(), List.of(nodes.get(0), bytes(5, 5)));
    part.get(bytes(2, 1));
    assertThat(part.unused()).isEqualTo(1);
  }

  private List<Optional<Bytes>> carryOut(List<Step> steps, WitnessTrie trie) throws WitnessMissing {
    List<Optional<Bytes>> read = new ArrayList<>();
    for (Step step : steps) {
      if (step.isRead()) {
        read.add(trie.get(step.key()));
      } else if (step.value().isPresent()) {
        trie.put(step.key(), step.value().get());
      } else {
        trie.remove(step.key());
      }
    }
    return read;
  }

  private static StateTrie carryOut(List<Step> steps, StateTrie trie) {
    StateTrie result = trie;
    for (Step step : steps) {
      if (!step.isRead()) {
        result =
            step.value().isPresent()
                ? result.put(step.key(), step.value().get(), TrieLayout.V1)
                : result.remove(step.key());
      }
    }
    return result;
  }

  private StateTrie randomTrie() {
    StateTrie trie = StateTrie.EMPTY;
    int size = random.nextInt(40);
    for (int i = 0; i < size; i++) {
      TrieLayout layout = random.nextBoolean() ? TrieLayout.V0 : TrieLayout.V1;
      trie = trie.put(randomKey(), bytes(1 + random.nextInt(60), random.nextInt(99)), layout);
    }
    return trie;
  }

  private List<Step> randomSteps() {
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      Optional<Bytes> value =
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(bytes(1 + random.nextInt(60), random.nextInt(99)));
      steps.add(new Step(randomKey(), value, random.nextInt(3) == 0));
    }
    return steps;
  }

  private Bytes randomKey() {
    byte[] key = new byte[1 + random.nextInt(3)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(3) * 16 + random.nextInt(3));
    }
    return Bytes.of(key);
  }

  private static Bytes bytes(int size, int fill) {
    byte[] bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) fill);
    return Bytes.of(bytes);
  }
}
