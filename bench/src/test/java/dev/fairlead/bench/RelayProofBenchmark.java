package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieProof;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads many items of a large relay state from one proof that is used up exactly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RelayProofBenchmark {
  private static final int PARAS = 20_000;

  /** Bytes of all nodes together, at least. */
  @Param({"250000"})
  public int proofBytes;

  private final List<Bytes> keys = new ArrayList<>();
  private List<Bytes> nodes = List.of();
  private Hash32 root = Hash32.ZERO;

  /** Makes the state and takes keys until the proof is large enough. */
  @Setup
  public void makeProof() {
    StateTrie state = new IngressWorld(0, 1, 0).relayState(PARAS);
    root = state.root();
    keys.clear();
    do {
      for (int i = 0; i < 10; i++) {
        keys.add(RelayItems.cstRootKey(new ParaId(1_000_000 + keys.size())));
      }
      nodes = state.prove(keys);
    } while (nodes.stream().mapToInt(Bytes::size).sum() < proofBytes);
  }

  /** Hashes the nodes, reads every key, and sees that no node is left over. */
  @Benchmark
  public int read() throws DecodingException {
    TrieProof proof = new TrieProof(root, nodes);
    int present = 0;
    for (Bytes key : keys) {
      present += proof.read(key).isPresent() ? 1 : 0;
    }
    proof.demandAllUsed();
    return present;
  }
}
