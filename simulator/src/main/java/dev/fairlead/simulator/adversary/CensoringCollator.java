package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;

/**
 * T2: a collator that censors one sender, the first that its para has a channel from: it builds
 * only up to before that sender's next entry, not at all if that comes first, and neither gives nor
 * announces what that sender has sent.
 */
final class CensoringCollator extends Attack {
  private final ParaId para;

  CensoringCollator(PeerId self, ParaId para) {
    super(self);
    this.para = para;
  }

  @Override
  void act(NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back) {
    switch (order) {
      case NodeEffect.BuildBlock(long ticket, var relayParent, var cut) ->
          state(relayParent)
              .flatMap(state -> before(state, cut))
              .ifPresent(at -> out.emit(new NodeEffect.BuildBlock(ticket, relayParent, at)));
      case NodeEffect.Notify(var peer, Notification.Announce(var entries)) -> {
        List<Notification.Announced> others =
            entries.stream().filter(one -> !isVictim(one.id().sender())).toList();
        if (!others.isEmpty()) {
          out.emit(new NodeEffect.Notify(peer, new Notification.Announce(others)));
        }
      }
      case NodeEffect.Answer(var peer, long ticket, PeerResponse.Fetched fetched) ->
          out.emit(
              new NodeEffect.Answer(
                  peer, ticket, Lies.only(fetched, item -> !isVictim(item.id().sender()))));
      default -> out.emit(order);
    }
  }

  private boolean isVictim(ParaId sender) {
    return best().flatMap(this::victim).equals(Optional.of(sender));
  }

  private Optional<ParaId> victim(RelayState state) {
    return state.ingressIndex(para).stream().findFirst();
  }

  /** Where to cut so that the victim gains nothing; absent if it would be the first. */
  private Optional<Watermark> before(RelayState state, Watermark cut) {
    Optional<ParaId> victim = victim(state);
    QueueOrder order = state.settings().order();
    Optional<Watermark> last = Optional.empty();
    for (Watermark entry : state.queue(para).entries()) {
      if (order.isAfter(entry, cut)) {
        break;
      }
      if (victim.equals(Optional.of(entry.para()))) {
        return last;
      }
      last = Optional.of(entry);
    }
    return Optional.of(cut);
  }
}
