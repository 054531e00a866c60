package dev.fairlead.simulator.world;

import dev.fairlead.simulator.event.Timeline;
import dev.fairlead.simulator.network.VirtualNetwork;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong with the nodes of a world: crashes and partitions, slot by slot. */
final class Mishaps {
  private static final int BUSY_DIVISOR = 4; // what a slot brings is done in its first quarter

  private final WorldSettings.Faults faults;
  private final VirtualNetwork network;
  private final Timeline<WorldEvent> timeline;
  private final List<NodeHost> hosts;
  private final SplittableRandom chance;

  Mishaps(
      WorldSettings.Faults faults,
      VirtualNetwork network,
      Timeline<WorldEvent> timeline,
      List<NodeHost> hosts,
      SplittableRandom chance) {
    this.faults = faults;
    this.network = network;
    this.timeline = timeline;
    this.hosts = hosts;
    this.chance = chance;
  }

  /** What goes wrong in a slot of the relay chain. */
  void slot(long slot) {
    boolean isFaulty = slot < faults.untilSlot();
    if (isFaulty && faults.crashEverySlots() > 0 && slot % faults.crashEverySlots() == 0) {
      int node = chance.nextInt(hosts.size());
      long delay = chance.nextLong(World.SLOT / BUSY_DIVISOR);
      timeline.after(delay, node, new WorldEvent.Crash(faults.downSlots() * World.SLOT));
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
