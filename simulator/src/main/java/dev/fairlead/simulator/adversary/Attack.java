package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A way to break the rules: stands between a node that keeps them and the world, and alters what
 * the node is told and what it does. Owned by one {@link Traitor}.
 */
abstract class Attack {
  private static final int STATES_KEPT = 32;

  private final PeerId self;
  private final SequencedMap<Hash32, RelayState> states = new LinkedHashMap<>();
  private Optional<RelayState> best = Optional.empty();

  Attack(PeerId self) {
    this.self = self;
  }

  /** What the node is told next instead; empty if it is not to hear of it. */
  Optional<NodeInput> hear(NodeInput input, Effects<? super NodeEffect> out) {
    return Optional.of(input);
  }

  /**
   * Does what the node wants to do, something else, or nothing.
   *
   * @param back what the node is told afterwards
   */
  abstract void act(
      NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back);

  /** Follows the relay chain. */
  final void follow(NodeInput.BlockImported block) {
    states.putLast(block.state().ref().hash(), block.state());
    if (states.size() > STATES_KEPT) {
      states.pollFirstEntry();
    }
    if (block.isBest()) {
      best = Optional.of(block.state());
    }
  }

  final PeerId self() {
    return self;
  }

  final Optional<RelayState> best() {
    return best;
  }

  final Optional<RelayState> state(Hash32 block) {
    return Optional.ofNullable(states.get(block));
  }
}
