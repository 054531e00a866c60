package dev.fairlead.xcmp.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.judge.WaterFilling.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bandwidth by weight and heat of ranges (5.7); {@code -Dfairlead.seed=N} repeats a run. */
final class SharingTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final double EXACT = 1e-9;
  private static final long DAY = 14_400;
  private final Random random = new Random(SEED);

  @Test
  void s57_demandsThatFit_areMet() {
    System.out.println("SharingTest seed " + SEED);
    for (int run = 0; run < 300; run++) {
      List<Claim> claims = claims(1_000);
      long demand = claims.stream().mapToLong(Claim::demand).sum();

      assertThat(WaterFilling.share(demand + random.nextInt(3), claims))
          .as("seed %d", SEED)
          .isEqualTo(claims.stream().map(Claim::demand).toList());
    }
  }

  @Test
  void s57_demandsAboveTheirShares_getExactlyTheirShares() {
    for (int run = 0; run < 300; run++) {
      List<Claim> weights = claims(1);
      long sum = weights.stream().mapToLong(Claim::weight).sum();
      long unit = random.nextInt(1, 1_001);
      List<Claim> greedy =
          weights.stream()
              .map(c -> new Claim(c.weight(), c.weight() * unit + 1 + random.nextInt(9)))
              .toList();

      assertThat(WaterFilling.share(sum * unit, greedy))
          .as("seed %d", SEED)
          .isEqualTo(weights.stream().map(c -> c.weight() * unit).toList());
    }
  }

  @Test
  void s57_nothingIsLeftWhileSomeoneIsHungryAndNobodyGetsMoreThanItWants() {
    for (int run = 0; run < 300; run++) {
      List<Claim> claims = claims(1_000);
      long demand = claims.stream().mapToLong(Claim::demand).sum();
      long supply = random.nextInt(1_500);
      List<Long> shares = WaterFilling.share(supply, claims);

      assertThat(shares.stream().mapToLong(Long::longValue).sum())
          .as("seed %d", SEED)
          .isEqualTo(Math.min(supply, demand));
      for (int i = 0; i < claims.size(); i++) {
        assertThat(shares.get(i)).as("seed %d", SEED).isBetween(0L, claims.get(i).demand());
      }
    }
  }

  /** The split of 80 to 20: newcomers waste a fifth at most, and leave what they do not need. */
  @Test
  void s57_newcomersGetAFifth() {
    assertThat(WaterFilling.share(1_000, List.of(new Claim(80, 5_000), new Claim(20, 5_000))))
        .containsExactly(800L, 200L);
    assertThat(WaterFilling.share(1_000, List.of(new Claim(80, 5_000), new Claim(20, 50))))
        .containsExactly(950L, 50L);
    assertThat(WaterFilling.share(1L << 40, List.of(new Claim(1, Long.MAX_VALUE))))
        .containsExactly(1L << 40);
  }

  @Test
  void s57_heatWarmsTheRangeLessThanTheAddress() {
    HeatMap map = new HeatMap(DAY, 100);
    map.heat(0, ipv4(10, 1, 2, 3), 4);

    assertThat(map.of(0, ipv4(10, 1, 2, 3))).isCloseTo(7, within(EXACT));
    assertThat(map.of(0, ipv4(10, 1, 2, 9))).isCloseTo(3, within(EXACT));
    assertThat(map.of(0, ipv4(10, 1, 9, 9))).isCloseTo(1, within(EXACT));
    assertThat(map.of(0, ipv4(10, 9, 9, 9))).isZero();
  }

  @Test
  void s57_ipv6RangesAreThoseOf64And48And32Bits() {
    HeatMap map = new HeatMap(DAY, 100);
    map.heat(0, ipv6("20010db8000100020000000000000001"), 4);

    assertThat(map.of(0, ipv6("20010db800010002ffffffffffffffff"))).isCloseTo(7, within(EXACT));
    assertThat(map.of(0, ipv6("20010db8000100030000000000000001"))).isCloseTo(3, within(EXACT));
    assertThat(map.of(0, ipv6("20010db8000200020000000000000001"))).isCloseTo(1, within(EXACT));
    assertThat(map.of(0, ipv6("20010db9000100020000000000000001"))).isZero();
  }

  @Test
  void s57_mappedIpv4_isNoWayOutOfTheHeat() {
    HeatMap map = new HeatMap(DAY, 100);
    map.heat(0, ipv4(10, 1, 2, 3), 4);

    assertThat(map.of(0, ipv6("00000000000000000000ffff0a010203"))).isCloseTo(7, within(EXACT));
  }

  @Test
  void s57_heatHalvesInADayAndAddsUp() {
    HeatMap map = new HeatMap(DAY, 100);
    map.heat(0, ipv4(10, 1, 2, 3), 4);

    assertThat(map.of(DAY, ipv4(10, 1, 2, 3))).isCloseTo(3.5, within(EXACT));
    assertThat(map.of(2 * DAY, ipv4(10, 1, 2, 3))).isCloseTo(1.75, within(EXACT));
    map.heat(DAY, ipv4(10, 1, 2, 3), 4);
    assertThat(map.of(DAY, ipv4(10, 1, 2, 3))).isCloseTo(10.5, within(EXACT));
  }

  @Test
  void s57_hotAddressesComeLastAndAreNeverLeftOut() {
    HeatMap map = new HeatMap(DAY, 100);
    map.heat(0, ipv4(10, 1, 2, 3), 1_000_000);
    NetworkAddress hot = ipv4(10, 1, 2, 3);
    NetworkAddress near = ipv4(10, 1, 2, 4);
    NetworkAddress cold = ipv4(11, 1, 1, 1);
    NetworkAddress alsoCold = ipv4(12, 1, 1, 1);

    assertThat(map.coolestFirst(0, List.of(hot, cold, near, alsoCold)))
        .containsExactly(cold, alsoCold, near, hot);
    assertThat(map.coolestFirst(0, List.of(hot))).containsExactly(hot);
  }

  @Test
  void am22_rangesAreBoundedAndTheHottestStay() {
    HeatMap map = new HeatMap(DAY, 64);
    map.heat(0, ipv4(10, 1, 2, 3), 1_000);
    for (int i = 0; i < 500; i++) {
      map.heat(1, ipv4(20 + i % 100, i / 100, 1, 1), 1);
      assertThat(map.size()).isLessThanOrEqualTo(64);
    }

    assertThat(map.of(1, ipv4(10, 1, 2, 3))).isGreaterThan(1_700);
  }

  private List<Claim> claims(int demandMax) {
    List<Claim> claims = new ArrayList<>();
    int number = 1 + random.nextInt(8);
    for (int i = 0; i < number; i++) {
      claims.add(new Claim(random.nextInt(1, 21), random.nextInt(demandMax)));
    }
    return claims;
  }

  private static NetworkAddress ipv4(int a, int b, int c, int d) {
    return new NetworkAddress(Bytes.of(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}));
  }

  private static NetworkAddress ipv6(String hex) {
    return new NetworkAddress(Bytes.literal("0x" + hex));
  }
}
