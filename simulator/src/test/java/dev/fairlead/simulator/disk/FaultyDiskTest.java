package dev.fairlead.simulator.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaultyDiskTest {
  @Test
  void writesCanBeReadAtOnceAndRemoved() {
    FaultyDisk<String, Integer> disk = disk(1);

    disk.write("a", 1);
    disk.write("a", 2);
    disk.write("b", 3);
    disk.sync();
    disk.remove("b");

    assertThat(disk.read("a")).contains(2);
    assertThat(disk.read("b")).isEmpty();
    assertThat(disk.size()).isEqualTo(1);
  }

  @Test
  void aCrashKeepsWhatWasSyncedAndOnlySomeOfTheRest() {
    FaultyDisk<Integer, Integer> disk = disk(2);
    for (int i = 0; i < 100; i++) {
      disk.write(i, i);
    }
    disk.sync();
    for (int i = 100; i < 200; i++) {
      disk.write(i, i);
    }
    for (int i = 0; i < 50; i++) {
      disk.remove(i);
    }

    disk.crash();

    assertThat(count(disk, 50, 100)).isEqualTo(50);
    assertThat(count(disk, 100, 200)).isBetween(30, 70);
    assertThat(count(disk, 0, 50)).isBetween(10, 40);
    disk.crash();
    assertThat(disk.size()).isEqualTo(count(disk, 0, 200)); // nothing is left to lose
  }

  private static int count(FaultyDisk<Integer, Integer> disk, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += disk.read(i).isPresent() ? 1 : 0;
    }
    return count;
  }

  private static <K, V> FaultyDisk<K, V> disk(long seed) {
    return new FaultyDisk<>(new SplittableRandom(seed));
  }
}
