package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections in arrays are held against the library's tree. */
class LinksTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void areWhatATreeIs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<Integer, Long> tree = new TreeMap<>();
    Links links = new Links();
    for (long number = 1; number < 2_000; number++) {
      int peer = random.nextInt(40);
      if (random.nextInt(3) == 0) {
        tree.remove(peer);
        links.remove(peer);
      } else {
        tree.put(peer, number);
        links.put(peer, number);
      }

      int asked = random.nextInt(40);
      assertThat(links.to(asked)).isEqualTo(tree.getOrDefault(asked, Links.NONE));
      assertThat(links.size()).isEqualTo(tree.size());
      assertThat(listed(links.copy())).isEqualTo(tree);
    }
    links.clear();
    assertThat(listed(links)).isEmpty();
  }

  private static SortedMap<Integer, Long> listed(Links links) {
    SortedMap<Integer, Long> listed = new TreeMap<>();
    links.forEach((peer, number) -> {
      assertThat(listed.isEmpty() || listed.lastKey() < peer).isTrue();
      listed.put(peer, number);
    });
    return listed;
  }
}
