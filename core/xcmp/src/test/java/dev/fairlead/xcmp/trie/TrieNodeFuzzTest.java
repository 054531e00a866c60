package dev.fairlead.xcmp.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.model.AllocationMeter;
import dev.fairlead.xcmp.model.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged trie nodes; {@code -Dfairlead.seed=N} repeats a run. */
final class TrieNodeFuzzTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());

  @Test
  void damagedNodes_areRefusedOrReadWithoutLoss() throws Exception {
    Mutation mutation = new Mutation(new Random(SEED));
    for (Bytes node : nodes()) {
      assertThat(TrieNodeCodec.encode(TrieNodeCodec.decode(node))).isEqualTo(node);
      for (int i = 0; i < 1_000; i++) {
        Bytes damaged = mutation.of(node);
        long allocated = AllocationMeter.of(() -> decode(damaged));
        assertThat(allocated).as("seed %d", SEED).isLessThan(16_384 + 48L * damaged.size());
      }
    }
  }

  private static void decode(Bytes damaged) {
    try {
      Bytes again = TrieNodeCodec.encode(TrieNodeCodec.decode(damaged));
      if (!again.equals(damaged)) {
        throw new AssertionError("seed " + SEED + " " + damaged + " became " + again);
      }
    } catch (DecodingException e) {
      if (e.getMessage().isEmpty()) {
        throw new AssertionError(e);
      }
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + SEED + " input " + damaged, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x", // nothing
        "0x00", // the empty trie is no node inside
        "0x01", // no kind has this header
        "0x0f",
        "0x42aa04", // value cut off
        "0x42aa04bb00", // surplus byte
        "0x41aa04bb", // half byte of padding is not zero
        "0x800000", // branch without children
        "0x80010084" + "00", // child longer than a hash
        "0x7fffffffffffffffffffffffffffffffffffffff", // partial key without end
        "0x42aa0500bb" // length that is not minimal
      })
  void malformedNode_isRefused(String hex) {
    assertThatThrownBy(() -> TrieNodeCodec.decode(Bytes.literal(hex)))
        .isInstanceOf(DecodingException.class);
  }

  private static List<Bytes> nodes() {
    Random random = new Random(SEED);
    StateTrie trie = StateTrie.EMPTY;
    List<Bytes> keys = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] key = new byte[random.nextInt(5)];
      for (int j = 0; j < key.length; j++) {
        key[j] = (byte) (random.nextInt(4) * 0x11);
      }
      byte[] value = new byte[random.nextInt(60)];
      random.nextBytes(value);
      TrieLayout layout = random.nextBoolean() ? TrieLayout.V0 : TrieLayout.V1;
      trie = trie.put(Bytes.of(key), Bytes.of(value), layout);
      keys.add(Bytes.of(key));
    }
    List<Bytes> values = new ArrayList<>();
    for (Bytes key : keys) {
      values.add(trie.get(key).orElseThrow());
    }
    List<Bytes> nodes = new ArrayList<>(trie.prove(keys));
    nodes.removeAll(values);
    return nodes;
  }
}
