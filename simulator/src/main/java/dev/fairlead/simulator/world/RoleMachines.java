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
