package dev.fairlead.xcmp.relaychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@link PersistentMap} against {@link TreeMap}, forks included. */
final class PersistentMapTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());

  private record Version(PersistentMap<Integer, String> map, SortedMap<Integer, String> model) {}

  @Test
  void randomForks_agreeWithTreeMaps_andNeverChange() {
    System.out.println("PersistentMapTest seed " + SEED);
    Random random = new Random(SEED);
    List<Version> versions = new ArrayList<>();
    versions.add(new Version(PersistentMap.empty(), new TreeMap<>()));

    for (int i = 0; i < 4_000; i++) {
      int newest = versions.size() - 1;
      Version from = versions.get(newest - random.nextInt(Math.min(20, versions.size())));
      versions.add(changed(from, random.nextInt(120), random.nextInt(3) == 0, "value " + i));
    }

    for (Version version : versions) {
      assertThat(version.map().size()).isEqualTo(version.model().size());
      assertThat(entries(version.map())).isEqualTo(List.copyOf(version.model().entrySet()));
    }
    Version last = versions.getLast();
    for (int key = -1; key <= 120; key++) {
      assertThat(last.map().get(key).orElse("none"))
          .isEqualTo(last.model().getOrDefault(key, "none"));
    }
  }

  private static Version changed(Version from, int key, boolean isRemoval, String value) {
    SortedMap<Integer, String> model = new TreeMap<>(from.model());
    if (isRemoval) {
      model.remove(key);
      return new Version(from.map().remove(key), model);
    }
    model.put(key, value);
    return new Version(from.map().put(key, value), model);
  }

  private static List<Map.Entry<Integer, String>> entries(PersistentMap<Integer, String> map) {
    List<Map.Entry<Integer, String>> entries = new ArrayList<>();
    map.forEach(entries::add);
    return entries;
  }

  @Test
  void ascendingKeys_stayBalanced() {
    PersistentMap<Integer, String> map = PersistentMap.empty();
    for (int key = 0; key < 100_000; key++) {
      map = map.put(key, "");
    }
    for (int key = 0; key < 99_990; key++) {
      map = map.remove(key);
    }

    assertThat(entries(map)).hasSize(10);
    assertThat(map.size()).isEqualTo(10);
  }

  @Test
  void descendingKeys_stayBalanced() {
    PersistentMap<Integer, String> map = PersistentMap.empty();
    for (int key = 100_000; key > 0; key--) {
      map = map.put(key, "");
    }
    for (int key = 100_000; key > 10; key--) {
      map = map.remove(key);
    }

    assertThat(entries(map)).hasSize(10);
    assertThat(map.get(10)).contains("");
  }

  @Test
  void removingWhatIsNotThere_givesTheSameMap() {
    PersistentMap<Integer, String> map = PersistentMap.<Integer, String>empty().put(1, "one");

    assertThat(map.remove(2)).isSameAs(map);
  }

  @Test
  void iterator_endsLoudly() {
    Iterator<Map.Entry<Integer, String>> iterator =
        PersistentMap.<Integer, String>empty().put(1, "one").iterator();
    iterator.next();

    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }
}
