package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerResponse;

/**
 * T5: a validator that takes what is pushed to it for the paras that it receives for, and gives it
 * to nobody. What its own group has backed it serves.
 */
final class WithholdingReceiver extends Attack {
  WithholdingReceiver(PeerId self) {
    super(self);
  }

  @Override
  void act(NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back) {
    switch (order) {
      case NodeEffect.Notify(var _, Notification.Announce _) -> {}
      case NodeEffect.Answer(var peer, long ticket, PeerResponse.Fetched fetched) ->
          out.emit(
              new NodeEffect.Answer(
                  peer,
                  ticket,
                  Lies.only(
                      fetched,
                      item ->
                          best()
                              .filter(state -> Lies.isBacker(state, item.id(), self()))
                              .isPresent())));
      default -> out.emit(order);
    }
  }
}
