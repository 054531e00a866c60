package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerResponse;

/**
 * T1: a collator that takes bodies and does nothing with them: it builds no block, and gives and
 * tells the other nodes of its para nothing.
 */
final class DroppingCollator extends Attack {
  DroppingCollator(PeerId self) {
    super(self);
  }

  @Override
  void act(NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back) {
    switch (order) {
      case NodeEffect.BuildBlock _, NodeEffect.Post _ -> {}
      case NodeEffect.Notify(var _, Notification.Announce _) -> {}
      case NodeEffect.Answer(var peer, long ticket, PeerResponse.Fetched _) ->
          out.emit(new NodeEffect.Answer(peer, ticket, Lies.NOT_HELD));
      default -> out.emit(order);
    }
  }
}
