package dev.fairlead.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VirtualNetworkTest {
  private static final long MILLI = 1_000_000;
  private static final Latency FIXED = new Latency.Fixed(10 * MILLI);
  private static final Latency WIDE = new Latency.Uniform(10 * MILLI, 90 * MILLI);

  @Test
  void aNodesBytesLeaveAndArriveOneAfterTheOther() {
    VirtualNetwork network = network(new NetworkSettings(FIXED, 1_000_000, 0, 0, 0));

    assertThat(arrival(network.send(0, 0, 1, 1_000))).isEqualTo(12 * MILLI);
    assertThat(arrival(network.send(0, 0, 2, 1_000))).isEqualTo(13 * MILLI);
    assertThat(arrival(network.send(0, 3, 1, 1_000))).isEqualTo(13 * MILLI);
    assertThat(arrival(network.send(100 * MILLI, 0, 1, 1_000))).isEqualTo(112 * MILLI);
  }

  @Test
  void messagesOfOnePairKeepTheirOrderUnlessReordered() {
    VirtualNetwork orderly = network(new NetworkSettings(WIDE, 0, 0, 0, 0));
    VirtualNetwork disorderly = network(new NetworkSettings(WIDE, 0, 0, 0, 1));

    assertThat(arrivals(orderly, 200)).isSorted();
    List<Long> arrivals = arrivals(disorderly, 200);
    assertThat(arrivals).isNotEqualTo(arrivals.stream().sorted().toList());
  }

  @Test
  void losesAndDoublesTheGivenShares() {
    VirtualNetwork network = network(new NetworkSettings(WIDE, 0, 0.3, 0.1, 0));
    int lost = 0;
    int twice = 0;

    for (int i = 0; i < 10_000; i++) {
      switch (network.send(i * MILLI, 0, 1, 100)) {
        case VirtualNetwork.Fate.Lost() -> lost++;
        case VirtualNetwork.Fate.Arrives _ -> {}
        case VirtualNetwork.Fate.ArrivesTwice _ -> twice++;
      }
    }

    assertThat(lost).isBetween(2_800, 3_200);
    assertThat(twice).isBetween(600, 800); // a tenth of what is not lost
  }

  @Test
  void aPartitionCutsBothWaysUntilItHeals() {
    VirtualNetwork network = network(NetworkSettings.QUIET);
    BitSet side = new BitSet();
    side.set(0);
    side.set(1);

    network.cutOff(side);

    assertThat(network.send(0, 0, 2, 1)).isInstanceOf(VirtualNetwork.Fate.Lost.class);
    assertThat(network.send(0, 2, 0, 1)).isInstanceOf(VirtualNetwork.Fate.Lost.class);
    assertThat(network.send(0, 0, 1, 1)).isInstanceOf(VirtualNetwork.Fate.Arrives.class);
    assertThat(network.send(0, 2, 3, 1)).isInstanceOf(VirtualNetwork.Fate.Arrives.class);
    assertThat(network.canDial(2, 0)).isFalse();
    network.heal();
    assertThat(network.send(0, 0, 2, 1)).isInstanceOf(VirtualNetwork.Fate.Arrives.class);
  }

  @Test
  void hiddenNodesDialButCannotBeDialled() {
    VirtualNetwork network = network(NetworkSettings.QUIET);

    network.hide(1);

    assertThat(network.canDial(0, 1)).isFalse();
    assertThat(network.canDial(1, 0)).isTrue();
  }

  @Test
  void tailedLatencyHasItsLeastAndItsMean() {
    Latency latency = new Latency.Tailed(20 * MILLI, 30 * MILLI);
    SplittableRandom random = new SplittableRandom(1);
    long sum = 0;
    long least = Long.MAX_VALUE;

    for (int i = 0; i < 10_000; i++) {
      long one = latency.drawNanos(random);
      sum += one;
      least = Math.min(least, one);
    }

    assertThat(least).isBetween(20 * MILLI, 21 * MILLI);
    assertThat(sum / 10_000).isBetween(48 * MILLI, 52 * MILLI);
  }

  private static VirtualNetwork network(NetworkSettings settings) {
    return new VirtualNetwork(4, settings, new SplittableRandom(5));
  }

  private static long arrival(VirtualNetwork.Fate fate) {
    return ((VirtualNetwork.Fate.Arrives) fate).atNanos();
  }

  private static List<Long> arrivals(VirtualNetwork network, int count) {
    List<Long> arrivals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrivals.add(arrival(network.send(i * MILLI, 0, 1, 100)));
    }
    return arrivals;
  }
}
