package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;

/**
 * T4: a validator that backs candidates and then neither serves nor pushes what they send. Inside
 * its group it shares proofs of validity, as a bad group must to back anything.
 */
final class WithholdingSender extends Attack {
  WithholdingSender(PeerId self) {
    super(self);
  }

  @Override
  void act(NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back) {
    switch (order) {
      case NodeEffect.Answer(var peer, long ticket, PeerResponse.Fetched fetched) ->
          out.emit(new NodeEffect.Answer(peer, ticket, Lies.only(fetched, item -> !isOwn(item))));
      case NodeEffect.Ask(var peer, long ticket, PeerRequest.Push push)
          when push.items().stream().anyMatch(this::isOwn) ->
          back.emit(new NodeInput.AskFailed(peer, ticket, NodeInput.AskFailure.TIMEOUT));
      default -> out.emit(order);
    }
  }

  private boolean isOwn(Item item) {
    EntryId id = item.id();
    return best().filter(state -> Lies.isBacker(state, id, self())).isPresent();
  }
}
