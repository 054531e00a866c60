package dev.fairlead.simulator.invariant;

import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.EntryId;
import java.util.List;
import java.util.function.Predicate;

/** Something that a node of a world does. */
public sealed interface NodeAct {
  /** Index of the node. */
  int node();

  /**
   * Its machine takes a step.
   *
   * @param input what it is told
   * @param orders what it then asks for, in its order
   */
  record Step(int node, NodeInput input, List<NodeEffect> orders) implements NodeAct {}

  /**
   * A statement leaves it.
   *
   * @param order the statement
   * @param isDurable whether an item would survive a crash of the node now
   */
  record Statement(int node, NodeEffect.State order, Predicate<EntryId> isDurable)
      implements NodeAct {}
}
