package dev.fairlead.opstack.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CycleSearchTest {
  private static final long TIME = 5000;

  /** A1>B0: on chain A a message at log 1 names log 0 of chain B, all at the same time. */
  @ParameterizedTest
  @CsvSource({
    "C1,  A0>B0 B0>A0, A B",
    "C2,  A1>B0 B1>A0, ''",
    "C3,  A0>B1 B0>A0, A B",
    "C4,  A0>A0, A",
    "C5,  A1>A0, ''",
    "C6,  A0>A5, A",
    "C7,  A0>B0 B0>C0 C0>A0, A B C",
    "C8,  A0>B0 B0>A0 C0>A0, A B",
    "C9,  A0>C3 A1>B0 B0>A1 C1>D0, A B",
    "C10, A2>B0 B1>A1, ''",
    "C11, A2>B1 B1>A1, ''",
    "C12, A2>B1 B1>A2, A B",
    "C13, A0>B2 B1>A3, A B",
    "C14, A3>B2 B1>A2, ''",
    "C15, A1>C0 A3>B2 B1>A2, ''",
    "C16, A0>B0 B0>A1 A1>C0 C0>D5, A B",
    "C17, A0>B0 A1>C0 B0>D0 C0>D0 D0>E0, ''"
  })
  void v24_c1ToC17(String name, String messages, String expectedChains) {
    CyclicMessages found = CycleSearch.find(round(messages));

    String chains =
        found.chains().stream()
            .map(chain -> Character.toString((char) ('A' + chain.lowLong())))
            .collect(Collectors.joining(" "));
    assertThat(chains).as(name).isEqualTo(expectedChains);
  }

  @Test
  void onlyMessagesOnTheCycleAreFound() {
    CyclicMessages found = CycleSearch.find(round("A0>C3 A1>B0 B0>A1 C1>D0"));

    assertThat(found.contains(chain('A'), 0)).isFalse();
    assertThat(found.contains(chain('A'), 1)).isTrue();
    assertThat(found.contains(chain('B'), 0)).isTrue();
    assertThat(found.count()).isEqualTo(2);
  }

  @Test
  void messageToAnOlderTimestampIsNoNode() {
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    frontier.put(chain('A'), block(List.of(reference(0, 'B', 0, TIME))));
    frontier.put(chain('B'), block(List.of(reference(0, 'A', 0, TIME - 2))));

    assertThat(CycleSearch.find(new Round(TIME, frontier)).chains()).isEmpty();
  }

  @Test
  void highestLogIndexNamesTheLastNode() {
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    frontier.put(chain('A'), block(List.of(reference(0, 'A', 0xffff_ffffL, TIME))));

    assertThat(CycleSearch.find(new Round(TIME, frontier)).contains(chain('A'), 0)).isTrue();
  }

  @Test
  void agreesWithReachabilityOnRandomGraphs() {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      int size = 1 + random.nextInt(12);
      int[] first = randomEdges(size, random);
      int[] second = randomEdges(size, random);

      assertThat(StrongComponents.onCycle(first, second))
          .as("seed %d", seed)
          .isEqualTo(selfReaching(first, second));
    }
  }

  @Test
  void aMillionMessagesAreNoBurden() {
    int half = 500_000;
    List<MessageReference> onA = new ArrayList<>();
    List<MessageReference> onB = new ArrayList<>();
    for (int i = 0; i < half; i++) {
      onA.add(reference(i, 'B', i, TIME));
      onB.add(reference(i, 'A', i == 0 ? half : i - 1, TIME));
    }
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    frontier.put(chain('A'), block(onA));
    frontier.put(chain('B'), block(onB));
    Round round = new Round(TIME, frontier);

    long start = System.nanoTime();
    CyclicMessages found = CycleSearch.find(round);
    long millis = (System.nanoTime() - start) / 1_000_000;

    System.err.println("cycle-search messages=1000000 millis=" + millis);
    assertThat(found.count()).isEqualTo(2 * half);
  }

  private static int[] randomEdges(int size, Random random) {
    int[] edges = new int[size];
    for (int i = 0; i < size; i++) {
      edges[i] = random.nextInt(size + size / 2 + 1) - size / 2 - 1;
      edges[i] = Math.max(-1, edges[i]);
    }
    return edges;
  }

  private static BitSet selfReaching(int[] first, int[] second) {
    BitSet result = new BitSet();
    for (int node = 0; node < first.length; node++) {
      BitSet reached = new BitSet();
      List<Integer> open = new ArrayList<>(List.of(first[node], second[node]));
      while (!open.isEmpty()) {
        int next = open.removeLast();
        if (next >= 0 && !reached.get(next)) {
          reached.set(next);
          Collections.addAll(open, first[next], second[next]);
        }
      }
      if (reached.get(node)) {
        result.set(node);
      }
    }
    return result;
  }

  private static Round round(String messages) {
    SortedMap<ChainId, List<MessageReference>> references = new TreeMap<>();
    for (String message : messages.split(" ", -1)) {
      references
          .computeIfAbsent(chain(message.charAt(0)), _ -> new ArrayList<>())
          .add(
              reference(message.charAt(1) - '0', message.charAt(3), message.charAt(4) - '0', TIME));
    }
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    references.forEach((chain, list) -> frontier.put(chain, block(list)));
    return new Round(TIME, frontier);
  }

  private static MessageReference reference(
      int logIndex, char chain, long targetIndex, long timestamp) {
    return new MessageReference(
        logIndex, chain(chain), new LogPosition(7, targetIndex), timestamp, Hash32.ZERO);
  }

  private static SealedBlock block(List<MessageReference> references) {
    int logCount = references.getLast().logIndex() + 1;
    HashList.Builder hashes = new HashList.Builder(logCount);
    for (int i = 0; i < logCount; i++) {
      hashes.add(Hash32.ZERO);
    }
    BlockSeal seal =
        new BlockSeal(
            new BlockRef(7, Hash32.ZERO), Hash32.ZERO, TIME, logCount, Hash32.ZERO, Hash32.ZERO);
    return new SealedBlock(seal, hashes.build(), references);
  }

  private static ChainId chain(char name) {
    return ChainId.of(name - 'A');
  }
}
