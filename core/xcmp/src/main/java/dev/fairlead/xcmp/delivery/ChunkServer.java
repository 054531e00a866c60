package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives chunks to whoever asks: the own one from the store, any other as long as the proof of
 * validity is here (AM18).
 */
final class ChunkServer {
  private final RelayView view;
  private final HeldChunks held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final Function<Hash32, Optional<Bytes>> povs;
  private final Map<Long, Serving> serving = new HashMap<>();

  ChunkServer(
      RelayView view,
      HeldChunks held,
      DeliverySettings settings,
      Tickets tickets,
      Function<Hash32, Optional<Bytes>> povs) {
    this.view = view;
    this.held = held;
    this.settings = settings;
    this.tickets = tickets;
    this.povs = povs;
  }

  private record Serving(NodeInput.Asked asked, PeerRequest.FetchChunk fetch) {}

  void fetched(Moment moment, NodeInput.Asked asked, PeerRequest.FetchChunk fetch) {
    Optional<Bytes> pov = povs.apply(fetch.candidate());
    int validators =
        view.best()
            .map(RelayState::session)
            .map(RelaySession::validators)
            .map(List::size)
            .orElse(0);
    boolean isMakeable = pov.isPresent() && fetch.index() < validators;
    if (!isMakeable && !held.holds(fetch.candidate())) {
      refuse(moment, asked, ErrorCode.NOT_HELD);
      return;
    }
    if (serving.size() >= settings.load().requestsMax()) {
      refuse(moment, asked, ErrorCode.BUSY);
      return;
    }
    long ticket = tickets.next();
    serving.put(ticket, new Serving(asked, fetch));
    if (isMakeable) {
      List<Integer> indexes = List.of((int) fetch.index());
      moment.emit(
          new NodeEffect.CodePov(ticket, fetch.candidate(), validators, pov.get(), indexes));
    } else {
      moment.emit(new NodeEffect.LoadChunk(ticket, fetch.candidate()));
    }
  }

  /** Whether the ticket was one of this component. */
  boolean loaded(Moment moment, NodeInput.ChunkLoaded input) {
    Serving one = serving.remove(input.ticket());
    if (one == null) {
      return false;
    }
    if (input.chunk().isEmpty()) {
      held.remove(one.fetch().candidate()); // the store has lost it
    }
    give(moment, one, input.chunk());
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean coded(Moment moment, NodeInput.PovCoded input) {
    Serving one = serving.remove(input.ticket());
    if (one == null) {
      return false;
    }
    give(moment, one, input.chunks().stream().findFirst());
    return true;
  }

  private void give(Moment moment, Serving one, Optional<Chunk> chunk) {
    Optional<Chunk> wanted = chunk.filter(found -> found.index() == one.fetch().index());
    if (wanted.isPresent()) {
      PeerResponse response = new PeerResponse.ChunkFound(wanted.get());
      moment.emit(new NodeEffect.Answer(one.asked().peer(), one.asked().ticket(), response));
    } else {
      refuse(moment, one.asked(), ErrorCode.NOT_HELD);
    }
  }

  private void refuse(Moment moment, NodeInput.Asked asked, ErrorCode code) {
    long retryMillis = code == ErrorCode.BUSY ? settings.timing().retryNanos() / 1_000_000 : 0;
    PeerResponse response = new PeerResponse.Refusal(code, retryMillis, Optional.empty());
    moment.emit(new NodeEffect.Answer(asked.peer(), asked.ticket(), response));
  }
}
