package dev.fairlead.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceTest {
  @Test
  void coversSeedAndEveryFieldAndOrder() {
    Set<Hash32> hashes = new HashSet<>();

    hashes.add(trace(1, new long[][] {{1, 2, 3, 4}, {5, 6, 7, 8}}));
    hashes.add(trace(2, new long[][] {{1, 2, 3, 4}, {5, 6, 7, 8}}));
    hashes.add(trace(1, new long[][] {{5, 6, 7, 8}, {1, 2, 3, 4}}));
    hashes.add(trace(1, new long[][] {{0, 2, 3, 4}, {5, 6, 7, 8}}));
    hashes.add(trace(1, new long[][] {{1, 0, 3, 4}, {5, 6, 7, 8}}));
    hashes.add(trace(1, new long[][] {{1, 2, 0, 4}, {5, 6, 7, 8}}));
    hashes.add(trace(1, new long[][] {{1, 2, 3, 0}, {5, 6, 7, 8}}));
    hashes.add(trace(1, new long[][] {{1, 2, 3, 4}}));

    assertThat(hashes).hasSize(8);
    assertThat(trace(1, new long[][] {{1, 2, 3, 4}})).isIn(hashes);
  }

  /** Beyond one chunk, and whether or not the hash was asked for on the way. */
  @Test
  void askingForTheHashChangesNothing() {
    Trace asked = new Trace(7);
    Trace quiet = new Trace(7);

    for (int i = 0; i < 1_000; i++) {
      asked.record(i, 1, 2, 3);
      quiet.record(i, 1, 2, 3);
      asked.hash();
    }

    assertThat(asked.hash()).isEqualTo(quiet.hash());
    assertThat(asked.records()).isEqualTo(1_001);
  }

  @Test
  void coversWhatLiesManyChunksBack() {
    long[][] records = new long[2_000][4];
    Hash32 plain = trace(1, records);

    records[3][3] = 1;

    assertThat(trace(1, records)).isNotEqualTo(plain);
  }

  private static Hash32 trace(long seed, long[][] records) {
    Trace trace = new Trace(seed);
    for (long[] one : records) {
      trace.record(one[0], (int) one[1], (int) one[2], one[3]);
    }
    return trace.hash();
  }
}
