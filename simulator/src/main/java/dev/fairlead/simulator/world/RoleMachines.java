package dev.fairlead.simulator.world;

import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.CollatorMachine;
import dev.fairlead.xcmp.delivery.DeliverySettings;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.delivery.ValidatorMachine;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.List;

/**
 * The machines that nodes run, all with one strategy.
 *
 * @param strategy by which bodies travel
 * @param settings figures of delivery
 */
public record RoleMachines(DeliveryStrategy strategy, DeliverySettings settings)
    implements Machines {
  /** The machines with the recommended figures. */
  public static RoleMachines standard(DeliveryStrategy strategy) {
    return new RoleMachines(strategy, DeliverySettings.STANDARD);
  }

  /** The same in a world where nobody needs chunks. */
  public RoleMachines withoutChunks() {
    return new RoleMachines(strategy, settings.with(DeliverySettings.Chunks.OFF));
  }

  /** The machines for a world where one byte of a body stands for so many. */
  public static RoleMachines counting(DeliveryStrategy strategy, int bodyUnit) {
    return new RoleMachines(strategy, figures(bodyUnit));
  }

  /** The recommended figures; where one byte of a body stands for many, budgets shrink alike. */
  static DeliverySettings figures(int bodyUnit) {
    DeliverySettings all = DeliverySettings.STANDARD;
    DeliverySettings.Front front = all.front();
    DeliverySettings.Load load = all.load();
    DeliverySettings.Retention kept = all.retention();
    return all.with(new DeliverySettings.Front(front.entriesMax(), front.bytesMax() / bodyUnit))
        .with(
            new DeliverySettings.Load(
                load.requestsPerPeerMax(),
                load.requestsMax(),
                load.responseBytesMax() / bodyUnit,
                load.judgementsMax()))
        .with(
            new DeliverySettings.Retention(
                kept.validatorBlocks(), kept.graceBlocks(), kept.bytesMax() / bodyUnit));
  }

  @Override
  public Machine<NodeInput, NodeEffect> validator(PeerId self) {
    return new ValidatorMachine(self, strategy, settings);
  }

  @Override
  public Machine<NodeInput, NodeEffect> collator(PeerId self, ParaId para, List<PeerId> paraPeers) {
    return new CollatorMachine(
        new CollatorMachine.Identity(self, para, paraPeers), strategy, settings);
  }
}
