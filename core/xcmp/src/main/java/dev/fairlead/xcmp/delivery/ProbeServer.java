package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers probes of other validators: codes of the bodies that are held, nothing of the others; one
 * probe per peer and block (AM22).
 *
 * <pre>
 * Probe → MacBodies        something of it is held
 * Probe → Answer           nothing is held, or refused
 * BodiesMacked → Answer
 * </pre>
 */
final class ProbeServer {
  private final NodeParts parts;
  private final Map<PeerId, Long> lastBlock = new HashMap<>();
  private final Map<Long, Open> open = new HashMap<>();

  ProbeServer(NodeParts parts) {
    this.parts = parts;
  }

  private record Open(NodeInput.Asked asked, List<Integer> places, int size) {}

  void probed(Moment moment, NodeInput.Asked asked, PeerRequest.Probe probe) {
    Optional<RelayState> best = parts.view().best();
    if (!parts.connections().isValidator(asked.peer())) {
      refuse(moment, asked, ErrorCode.REFUSED);
    } else if (best.isEmpty()) {
      refuse(moment, asked, ErrorCode.UNKNOWN_RELAY_BLOCK);
    } else if (lastBlock.getOrDefault(asked.peer(), -1L) >= best.get().number()) {
      refuse(moment, asked, ErrorCode.RATE_LIMITED);
    } else if (open.size() >= parts.store().settings().load().requestsMax()) {
      refuse(moment, asked, ErrorCode.BUSY);
    } else {
      lastBlock.values().removeIf(block -> block < best.get().number());
      lastBlock.put(asked.peer(), best.get().number());
      look(moment, asked, probe, best.get());
    }
  }

  private void look(
      Moment moment, NodeInput.Asked asked, PeerRequest.Probe probe, RelayState best) {
    List<Integer> places = new ArrayList<>();
    List<EntryId> keys = new ArrayList<>();
    for (int at = 0; at < probe.entries().size(); at++) {
      EntryId id = probe.entries().get(at);
      Optional<QueueEntry> entry =
          QueueEntry.of(best, id.channel(), id.block()).filter(one -> one.id().equals(id));
      if (entry.isPresent() && parts.store().held().holds(entry.get().key())) {
        places.add(at);
        keys.add(entry.get().key());
      }
    }
    Open one = new Open(asked, places, probe.entries().size());
    if (keys.isEmpty()) {
      answer(moment, one, List.of());
      return;
    }
    long ticket = parts.tickets().next();
    open.put(ticket, one);
    moment.emit(new NodeEffect.MacBodies(ticket, Optional.of(probe.nonce()), keys));
  }

  /** Whether the ticket was one of this component. */
  boolean macked(Moment moment, NodeInput.BodiesMacked input) {
    Open one = open.remove(input.ticket());
    if (one == null) {
      return false;
    }
    answer(moment, one, input.macs());
    return true;
  }

  private static void answer(Moment moment, Open one, List<Optional<Hash32>> held) {
    List<Optional<Hash32>> macs =
        new ArrayList<>(Collections.nCopies(one.size(), Optional.empty()));
    for (int at = 0; at < held.size(); at++) {
      macs.set(one.places().get(at), held.get(at));
    }
    NodeInput.Asked asked = one.asked();
    moment.emit(new NodeEffect.Answer(asked.peer(), asked.ticket(), new PeerResponse.Probed(macs)));
  }

  private static void refuse(Moment moment, NodeInput.Asked asked, ErrorCode code) {
    moment.emit(
        new NodeEffect.Answer(
            asked.peer(), asked.ticket(), new PeerResponse.Refusal(code, 0, Optional.empty())));
  }
}
