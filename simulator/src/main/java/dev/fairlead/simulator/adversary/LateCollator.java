package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The late-request trick (section 5.7): a collator that asks for an entry only when a candidate
 * that acknowledges it is in flight, so that the work of others looks like its own. Otherwise it
 * does nothing for its para, like {@link DroppingCollator}.
 */
final class LateCollator extends Attack {
  private final ParaId para;
  private final List<NodeEffect.Ask> waiting = new ArrayList<>();

  LateCollator(PeerId self, ParaId para) {
    super(self);
    this.para = para;
  }

  @Override
  Optional<NodeInput> hear(NodeInput input, Effects<? super NodeEffect> out) {
    if (input instanceof NodeInput.PeerLost(var peer)) {
      waiting.removeIf(ask -> ask.peer().equals(peer));
    }
    Optional<RelayState> best = best();
    if (best.isPresent()) {
      List<NodeEffect.Ask> due =
          waiting.stream().filter(ask -> isAboutToBeAcked(best.get(), ask)).toList();
      waiting.removeAll(due);
      due.forEach(out::emit);
    }
    return Optional.of(input);
  }

  @Override
  void act(NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back) {
    switch (order) {
      case NodeEffect.Ask ask when ask.request() instanceof PeerRequest.Fetch -> waiting.add(ask);
      case NodeEffect.BuildBlock _, NodeEffect.Post _ -> {}
      case NodeEffect.Notify(var _, Notification.Announce _) -> {}
      case NodeEffect.Answer(var peer, long ticket, PeerResponse.Fetched _) ->
          out.emit(new NodeEffect.Answer(peer, ticket, Lies.NOT_HELD));
      default -> out.emit(order);
    }
  }

  private boolean isAboutToBeAcked(RelayState best, NodeEffect.Ask ask) {
    return ask.request() instanceof PeerRequest.Fetch fetch
        && best.inFlight(para).stream()
            .map(LateCollator::mark)
            .flatMap(Optional::stream)
            .anyMatch(mark -> !best.settings().order().isAfter(fetch.from(), mark));
  }

  private static Optional<Watermark> mark(InFlight one) {
    return one.candidate().commitments() instanceof CandidateCommitments.Seed(var header)
        ? Optional.of(header.watermark())
        : Optional.empty();
  }
}
