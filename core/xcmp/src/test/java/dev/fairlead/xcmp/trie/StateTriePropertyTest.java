package dev.fairlead.xcmp.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.model.NaiveTrie;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random tries against a naive one; {@code -Dfairlead.seed=N} repeats a run. */
final class StateTriePropertyTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private final Random random = new Random(SEED);

  @Test
  void putAndRemove_underMixedLayouts_equalATrieBuiltAnew() {
    System.out.println("StateTriePropertyTest seed " + SEED);
    for (int run = 0; run < 30; run++) {
      StateTrie trie = StateTrie.EMPTY;
      NaiveTrie naive = new NaiveTrie();
      for (int step = 0; step < 80; step++) {
        Bytes key = randomKey();
        if (random.nextInt(3) == 0) {
          trie = trie.remove(key);
          naive.remove(key);
        } else {
          Bytes value = randomBytes(random.nextInt(4) == 0 ? 31 + random.nextInt(40) : 4);
          TrieLayout layout = random.nextBoolean() ? TrieLayout.V0 : TrieLayout.V1;
          trie = trie.put(key, value, layout);
          naive.put(key, value, layout);
        }
        if (step % 7 == 0) {
          assertThat(trie.root()).as("seed %d run %d", SEED, run).isEqualTo(naive.root());
        }
      }
      assertThat(trie.root()).as("seed %d run %d", SEED, run).isEqualTo(naive.root());
      Map<Bytes, Bytes> values = naive.values();
      StateTrie whole = trie;
      values.forEach((key, value) -> assertThat(whole.get(key)).contains(value));
      for (Bytes key : values.keySet()) {
        trie = trie.remove(key);
      }
      assertThat(trie.root()).isEqualTo(StateTrie.EMPTY_ROOT);
      assertThat(whole.root()).as("a trie that others came from").isEqualTo(naive.root());
    }
  }

  @Test
  void proof_ofPresentAndAbsentKeys_readsExactlyThem() throws DecodingException {
    for (int run = 0; run < 60; run++) {
      StateTrie trie = randomTrie();
      List<Bytes> keys = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        keys.add(randomKey());
      }
      List<Bytes> nodes = new ArrayList<>(trie.prove(keys));
      Collections.shuffle(nodes, random);

      TrieProof proof = new TrieProof(trie.root(), nodes);
      for (Bytes key : keys) {
        assertThat(proof.read(key)).as("seed %d key %s", SEED, key).isEqualTo(trie.get(key));
      }
      proof.demandAllUsed();
    }
  }

  @Test
  void proof_withAMissingAlteredDoubledOrSurplusNode_isRefused() throws DecodingException {
    for (int run = 0; run < 60; run++) {
      StateTrie trie = randomTrie();
      List<Bytes> keys = List.of(randomKey(), randomKey(), randomKey());
      List<Bytes> nodes = trie.prove(keys);
      for (int i = 0; i < nodes.size(); i++) {
        List<Bytes> missing = new ArrayList<>(nodes);
        missing.remove(i);
        assertRefused(trie.root(), missing, keys);
        List<Bytes> altered = new ArrayList<>(nodes);
        byte[] bytes = nodes.get(i).toByteArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        altered.set(i, Bytes.of(bytes));
        assertRefused(trie.root(), altered, keys);
        List<Bytes> doubled = new ArrayList<>(nodes);
        doubled.add(nodes.get(i));
        assertRefused(trie.root(), doubled, keys);
      }
      List<Bytes> surplus = new ArrayList<>(nodes);
      surplus.add(randomBytes(40));
      assertRefused(trie.root(), surplus, keys);
    }
  }

  @Test
  void value_hashedAsItsOwnNode_countsAsMissingIfItIsReadAndNotGiven() {
    Bytes key = Bytes.literal("0x41");
    StateTrie trie = StateTrie.EMPTY.put(key, randomBytes(33), TrieLayout.V1);

    assertThat(trie.prove(List.of(key))).hasSize(2);
    assertThat(trie.prove(List.of(Bytes.literal("0x42")))).hasSize(1);
    assertRefused(trie.root(), trie.prove(List.of(Bytes.literal("0x42"))), List.of(key));
    assertRefused(trie.root(), trie.prove(List.of(key)), List.of(Bytes.literal("0x42")));
  }

  @Test
  void longKeys_useEveryFormOfTheHeader() throws DecodingException {
    for (int size : new int[] {7, 8, 15, 16, 31, 32, 143, 159, 160, 400, 3_000}) {
      Bytes key = randomBytes(size);
      for (int valueSize : new int[] {3, 40}) {
        for (TrieLayout layout : TrieLayout.values()) {
          Bytes value = randomBytes(valueSize);
          NaiveTrie naive = new NaiveTrie();
          StateTrie trie = StateTrie.EMPTY;
          Bytes below = Bytes.literal(key + "1234");
          for (Bytes one : List.of(key, below)) {
            naive.put(one, value, layout);
            trie = trie.put(one, value, layout);
            TrieProof proof = new TrieProof(trie.root(), trie.prove(List.of(one)));

            assertThat(trie.root()).isEqualTo(naive.root());
            assertThat(proof.read(one)).contains(value);
            proof.demandAllUsed();
          }
        }
      }
    }
  }

  private static void assertRefused(Hash32 root, List<Bytes> nodes, List<Bytes> keys) {
    assertThatThrownBy(
            () -> {
              TrieProof proof = new TrieProof(root, nodes);
              for (Bytes key : keys) {
                proof.read(key);
              }
              proof.demandAllUsed();
            })
        .as("seed %d", SEED)
        .isInstanceOf(DecodingException.class);
  }

  private StateTrie randomTrie() {
    StateTrie trie = StateTrie.EMPTY;
    int count = random.nextInt(40);
    Set<Bytes> seen = new HashSet<>();
    for (int i = 0; i < count; i++) {
      Bytes key = randomKey();
      Bytes value = seen.add(key) ? randomBytes(random.nextInt(60)) : Bytes.EMPTY;
      trie = trie.put(key, value, random.nextBoolean() ? TrieLayout.V0 : TrieLayout.V1);
    }
    return trie;
  }

  /** Few different bytes, so that keys share starts and one may be the start of another. */
  private Bytes randomKey() {
    byte[] key = new byte[random.nextInt(6)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(3) * 0x10 + random.nextInt(2));
    }
    return Bytes.of(key);
  }

  private Bytes randomBytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }
}
