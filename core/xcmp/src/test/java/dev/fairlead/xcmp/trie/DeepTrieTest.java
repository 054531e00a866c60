package dev.fairlead.xcmp.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * A trie in which every key is the start of the next one, so that each is one node deeper. All runs
 * on a stack of 160 KiB, which holds a small part of the depth if each level took a call.
 */
final class DeepTrieTest {
  private static final int DEPTH = 4_000;
  private static final long STACK_BYTES = 160 << 10;
  private static final Bytes VALUE = Bytes.of(new byte[40]);

  @Test
  void proof_thousandsOfNodesDeep_isReadOrRefused_withoutOverflow() throws Exception {
    onSmallStack(() -> {
      StateTrie trie = deep();
      Bytes deepest = key(DEPTH);
      List<Bytes> nodes = trie.prove(List.of(deepest));
      Hash32 root = trie.root();

      TrieProof whole = new TrieProof(root, nodes);
      assertThat(nodes).hasSizeGreaterThan(DEPTH);
      assertThat(whole.read(deepest)).contains(VALUE);
      assertThat(whole.read(key(DEPTH + 1))).isEmpty();
      whole.demandAllUsed();
      TrieProof cut = new TrieProof(root, nodes.subList(0, nodes.size() - 2));
      assertThatThrownBy(() -> cut.read(deepest))
          .isInstanceOf(DecodingException.class)
          .hasMessageContaining("missing");
    });
  }

  @Test
  void remove_fromThousandsOfNodesDeep_givesTheTrieOfBefore() throws Exception {
    onSmallStack(() -> {
      StateTrie trie = deep();
      StateTrie deeper = trie.put(key(DEPTH + 1), VALUE, TrieLayout.V1);

      assertThat(deeper.root()).isNotEqualTo(trie.root());
      assertThat(deeper.remove(key(DEPTH + 1)).root()).isEqualTo(trie.root());
      assertThat(deeper.remove(key(DEPTH + 2)).root()).isEqualTo(deeper.root());
    });
  }

  @Test
  void longestKey_isWrittenAndRead_andALongerOneIsRefused() throws DecodingException {
    Bytes longest = key(StateTrie.KEY_BYTES_MAX);
    StateTrie trie = StateTrie.EMPTY.put(longest, VALUE, TrieLayout.V0);
    Bytes longer = key(StateTrie.KEY_BYTES_MAX + 1);

    TrieProof proof = new TrieProof(trie.root(), trie.prove(List.of(longest)));

    assertThat(proof.read(longest)).contains(VALUE);
    assertThatThrownBy(() -> trie.put(longer, VALUE, TrieLayout.V0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32767");
  }

  private interface Body {
    void run() throws Exception;
  }

  private static void onSmallStack(Body body) throws Exception {
    FutureTask<Void> task =
        new FutureTask<>(() -> {
          body.run();
          return null;
        });
    Thread thread = new Thread(null, task, "small stack", STACK_BYTES);
    thread.start();
    task.get();
  }

  private static StateTrie deep() {
    StateTrie trie = StateTrie.EMPTY;
    // The deepest first: each further key then ends above all others.
    for (int size = DEPTH; size >= 0; size--) {
      trie = trie.put(key(size), VALUE, TrieLayout.V1);
    }
    return trie;
  }

  private static Bytes key(int size) {
    return Bytes.of(new byte[size]);
  }
}
