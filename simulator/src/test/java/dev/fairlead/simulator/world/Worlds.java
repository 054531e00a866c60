package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.simulator.network.Latency;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.List;

/** Worlds that tests share. */
final class Worlds {
  static final RoleMachines S1 = RoleMachines.standard(new DeliveryStrategy.Sending());

  /** S1 to S4: what needs no discovery of collators. */
  static List<DeliveryStrategy> strategies() {
    return List.of(
        new DeliveryStrategy.Sending(),
        new DeliveryStrategy.Relayed(),
        new DeliveryStrategy.Both(),
        new DeliveryStrategy.Receiving());
  }

  private static final WorldSettings.Crowd CROWD = new WorldSettings.Crowd(12, 3, 4, 2);

  private Worlds() {}

  /** Nothing goes wrong; the last messages are sent long before the end. */
  static WorldSettings quiet(Traffic.Pattern pattern, boolean isCaching) {
    return new WorldSettings(
        40,
        CROWD,
        new Traffic(pattern, 1_024, 1, 25),
        NetworkSettings.QUIET,
        RelaySchedule.QUIET,
        WorldSettings.Faults.NONE,
        isCaching,
        false);
  }

  /** Losses, duplicates, disorder, forks, stalls, crashes and partitions, until slot 40. */
  static WorldSettings mixed(boolean isCaching) {
    return new WorldSettings(
        70,
        CROWD,
        new Traffic(Traffic.Pattern.ALL, 1_024, 1, 40),
        new NetworkSettings(
            new Latency.Tailed(20_000_000, 80_000_000), 10_000_000, 0.02, 0.02, 0.1),
        new RelaySchedule(4, 9, 3, 30, 3, 40, 0),
        new WorldSettings.Faults(4, 2, 13, 2, 0.2, 40),
        isCaching,
        false);
  }

  /** The place of a node among all. */
  static int index(PeerId peer) {
    return peer.bytes().byteAt(0) << 8 | peer.bytes().byteAt(1);
  }

  /** The same world, where candidates count as available without any chunk. */
  static WorldSettings withoutChunks(WorldSettings settings) {
    return new WorldSettings(
        settings.slots(),
        settings.crowd(),
        settings.traffic(),
        settings.network(),
        settings.relay(),
        settings.faults(),
        settings.isCaching(),
        true);
  }

  /** The node at a place among all. */
  static PeerId peer(int index) {
    return new PeerId(Bytes.of(new byte[] {(byte) (index >>> 8), (byte) index}));
  }
}
