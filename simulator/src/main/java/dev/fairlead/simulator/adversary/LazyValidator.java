package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * T6: a validator that signs and stores nothing. When it should show or hand out a body, it gets it
 * from another validator first, and has nothing if that fails.
 */
final class LazyValidator extends Attack {
  private static final long OWN_TICKETS = 1L << 62;

  private final SortedSet<PeerId> validators = new TreeSet<>();
  private final Map<Long, NodeEffect.LoadItems> asked = new HashMap<>();
  private long tickets = OWN_TICKETS;

  LazyValidator(PeerId self) {
    super(self);
  }

  @Override
  Optional<NodeInput> hear(NodeInput input, Effects<? super NodeEffect> out) {
    switch (input) {
      case NodeInput.PeerConnected connected when connected.isValidatorProven() ->
          validators.add(connected.peer());
      case NodeInput.PeerLost(var peer) -> validators.remove(peer);
      case NodeInput.Answered(var _, long ticket, var response) when asked.containsKey(ticket) -> {
        return Optional.of(loaded(asked.remove(ticket), response));
      }
      case NodeInput.AskFailed(var _, long ticket, var _) when asked.containsKey(ticket) -> {
        return Optional.of(loaded(asked.remove(ticket), Lies.NOT_HELD));
      }
      default -> {}
    }
    return Optional.of(input);
  }

  @Override
  void act(NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back) {
    switch (order) {
      case NodeEffect.StoreItems _ -> {}
      case NodeEffect.LoadItems load -> {
        Optional<RelayState> best = best();
        if (best.isEmpty() || validators.isEmpty() || load.entries().isEmpty()) {
          back.emit(loaded(load, Lies.NOT_HELD));
          return;
        }
        long ticket = tickets++;
        asked.put(ticket, load);
        List<PeerId> some = List.copyOf(validators);
        PeerId peer = some.get((int) (ticket % some.size()));
        out.emit(new NodeEffect.Ask(peer, ticket, fetch(best.get(), load)));
      }
      default -> out.emit(order);
    }
  }

  private static PeerRequest fetch(RelayState best, NodeEffect.LoadItems load) {
    return new PeerRequest.Fetch(
        load.entries().getFirst().recipient(),
        best.ref().hash(),
        Watermark.START,
        Optional.empty(),
        PeerLimits.ITEMS_MAX,
        PeerLimits.FETCH_BYTES_MAX,
        PeerRequest.Want.BODIES);
  }

  /** What the store would have given, as far as the peer has given it. */
  private NodeInput loaded(NodeEffect.LoadItems load, PeerResponse response) {
    List<Optional<Item>> items =
        new ArrayList<>(Collections.nCopies(load.entries().size(), Optional.empty()));
    if (response instanceof PeerResponse.Fetched(var anchor, var given, var _)) {
      for (Item item : given) {
        Optional<EntryId> key =
            state(anchor)
                .flatMap(state -> Lies.origin(state, item.id()))
                .map(one ->
                    new EntryId(item.id().sender(), item.id().recipient(), 0, one.origin().hash()));
        int at = key.map(load.entries()::indexOf).orElse(-1);
        if (at >= 0) {
          items.set(
              at, Optional.of(new Item(key.get(), item.link(), item.headProof(), item.body())));
        }
      }
    }
    return new NodeInput.ItemsLoaded(load.ticket(), items);
  }
}
