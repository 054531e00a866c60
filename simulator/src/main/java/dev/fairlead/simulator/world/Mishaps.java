package dev.fairlead.simulator.world;

import dev.fairlead.simulator.network.VirtualNetwork;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong with the nodes of a world: crashes and partitions, slot by slot. */
final class Mishaps {
  private final WorldSettings.Faults faults;
  private final VirtualNetwork network;
  private final NodeRunner runner;
  private final List<NodeHost> hosts;
  private final SplittableRandom chance;

  Mishaps(
      WorldSettings.Faults faults,
      VirtualNetwork network,
      NodeRunner runner,
      List<NodeHost> hosts,
      SplittableRandom chance) {
    this.faults = faults;
    this.network = network;
    this.runner = runner;
    this.hosts = hosts;
    this.chance = chance;
  }

  /** What goes wrong in a slot of the relay chain. */
  void slot(long slot) {
    boolean isFaulty = slot < faults.untilSlot();
    if (isFaulty && faults.crashEverySlots() > 0 && slot % faults.crashEverySlots() == 0) {
      runner.crash(hosts.get(chance.nextInt(hosts.size())), faults.downSlots() * World.SLOT);
    }
    if (faults.partitionEverySlots() > 0) {
      long phase = slot % faults.partitionEverySlots();
      if (isFaulty && phase == 0) {
        BitSet apart = new BitSet();
        hosts.stream()
            .filter(_ -> chance.nextDouble() < faults.partitionShare())
            .forEach(host -> apart.set(host.index()));
        network.cutOff(apart);
      } else if (!isFaulty || phase >= faults.partitionSlots()) {
        network.heal();
      }
    }
  }
}
