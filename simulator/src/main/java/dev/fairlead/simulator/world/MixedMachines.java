package dev.fairlead.simulator.world;

import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.simulator.adversary.Adversaries;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.List;

/**
 * Machines of a world in which some nodes break the rules.
 *
 * @param honest those of everybody else
 * @param adversaries who breaks them, and how
 */
public record MixedMachines(Machines honest, Adversaries adversaries) implements Machines {
  @Override
  public Machine<NodeInput, NodeEffect> validator(PeerId self) {
    return adversaries.validator(self, honest.validator(self));
  }

  @Override
  public Machine<NodeInput, NodeEffect> collator(PeerId self, ParaId para, List<PeerId> paraPeers) {
    int after = (int) paraPeers.stream().filter(one -> one.compareTo(self) > 0).count();
    return adversaries.collator(self, para, after, honest.collator(self, para, paraPeers));
  }
}
