package dev.fairlead.simulator.world;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.ArrayList;
import java.util.List;

/**
 * The machines of a world, with what they order bent by a test.
 *
 * @param straight machines that are right
 * @param bend what becomes of the orders of each step
 */
record BentMachines(Machines straight, Bend bend) implements Machines {
  /** Alters, or only looks at, one step of a node. */
  interface Bend {
    List<NodeEffect> bend(PeerId self, NodeInput input, List<NodeEffect> orders);
  }

  @Override
  public Machine<NodeInput, NodeEffect> validator(PeerId self) {
    return bent(self, straight.validator(self));
  }

  @Override
  public Machine<NodeInput, NodeEffect> collator(PeerId self, ParaId para, List<PeerId> paraPeers) {
    return bent(self, straight.collator(self, para, paraPeers));
  }

  private Machine<NodeInput, NodeEffect> bent(PeerId self, Machine<NodeInput, NodeEffect> machine) {
    return new Machine<>() {
      @Override
      public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
        List<NodeEffect> orders = new ArrayList<>();
        machine.step(nowNanos, input, orders::add);
        bend.bend(self, input, orders).forEach(out::emit);
      }

      @Override
      public long nextDeadlineNanos() {
        return machine.nextDeadlineNanos();
      }
    };
  }
}
