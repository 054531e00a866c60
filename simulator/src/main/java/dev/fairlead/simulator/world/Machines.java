package dev.fairlead.simulator.world;

import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.List;

/** Makes the machines of a world; called again when a node starts again. */
public interface Machines {
  /** A validator that knows nothing yet. */
  Machine<NodeInput, NodeEffect> validator(PeerId self);

  /**
   * A collator that knows nothing yet.
   *
   * @param paraPeers the para's other nodes
   */
  Machine<NodeInput, NodeEffect> collator(PeerId self, ParaId para, List<PeerId> paraPeers);
}
