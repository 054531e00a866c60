package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Pipelining at a para's node (5.9, AM15): bodies of candidates that are backed and not included,
 * given by validators before there is an entry. It saves up to two blocks and gives up the
 * protection by what is on the relay chain, so it is off by default and bounded: so many bytes per
 * sender, the oldest go first, and none stays longer than some blocks without being included.
 *
 * <pre>
 * pushed  → judged     its candidate is in flight, from a validator, within the budget
 * judged  → early      good: stored
 * judged  → (gone)     wrong: who gave it is blamed
 * early   → (an entry) its candidate is included
 * early   → (gone)     too old, or room is needed for newer ones of its sender
 * </pre>
 */
final class EarlyItems {
  private final ParaId para;
  private final RelayView view;
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings.Pipelining settings;
  private final Tickets tickets;
  private final SequencedMap<EntryId, Early> early = new LinkedHashMap<>(); // oldest first
  private final Map<Long, Judged> judged = new HashMap<>();

  EarlyItems(
      ParaId para,
      RelayView view,
      Connections connections,
      SendingValidator.Store store,
      Tickets tickets) {
    this.para = para;
    this.view = view;
    this.connections = connections;
    this.held = store.held();
    this.settings = store.settings().judging().pipelining();
    this.tickets = tickets;
  }

  private record Early(long bytes, long sinceBlock, boolean isStored) {}

  private record Judged(
      PeerId peer,
      long ticket,
      List<Integer> positions,
      List<Item> items,
      List<PeerResponse.Rejected> rejected) {}

  /** Whether the push has items of candidates in flight, and pipelining is on. */
  boolean takes(PeerRequest.Push push) {
    return settings.isOn() && push.items().stream().allMatch(item -> item.id().isPipelined());
  }

  void pushed(Moment moment, NodeInput.Asked from, PeerRequest.Push push) {
    List<Integer> positions = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    List<PeerResponse.Rejected> rejected = new ArrayList<>();
    Optional<RelayState> best = view.best();
    for (int at = 0; at < push.items().size(); at++) {
      Item item = push.items().get(at);
      if (best.isPresent() && isWelcome(best.get(), item)) {
        early.put(item.id(), new Early(item.body().size(), best.get().number(), false));
        positions.add(at);
        items.add(item);
      } else {
        rejected.add(new PeerResponse.Rejected(at, ErrorCode.REFUSED));
      }
    }
    Judged one = new Judged(from.peer(), from.ticket(), positions, items, rejected);
    if (items.isEmpty()) {
      answer(moment, one, List.of());
      return;
    }
    items.forEach(item -> makeRoom(moment, item.id()));
    long ticket = tickets.next();
    judged.put(ticket, one);
    Hash32 anchor = best.orElseThrow().ref().hash();
    moment.emit(new NodeEffect.JudgeItems(ticket, anchor, items));
  }

  private boolean isWelcome(RelayState best, Item item) {
    EntryId id = item.id();
    return id.recipient().equals(para)
        && item.body().size() <= settings.bytesPerSenderMax()
        && !early.containsKey(id)
        && !held.holds(id)
        && best.inFlight(id.sender()).stream().anyMatch(one -> one.hash().equals(id.blockHash()));
  }

  /** The oldest of the same sender go until the newest fits. */
  private void makeRoom(Moment moment, EntryId newest) {
    List<EntryId> gone = new ArrayList<>();
    long bytes = bytesOf(newest.sender());
    for (Map.Entry<EntryId, Early> one : early.entrySet()) {
      boolean isOther =
          one.getKey().sender().equals(newest.sender()) && !one.getKey().equals(newest);
      if (bytes > settings.bytesPerSenderMax() && isOther) {
        bytes -= one.getValue().bytes();
        gone.add(one.getKey());
      }
    }
    drop(moment, gone);
  }

  private long bytesOf(ParaId sender) {
    long bytes = 0;
    for (Map.Entry<EntryId, Early> one : early.entrySet()) {
      bytes += one.getKey().sender().equals(sender) ? one.getValue().bytes() : 0;
    }
    return bytes;
  }

  private void drop(Moment moment, List<EntryId> gone) {
    List<EntryId> stored = new ArrayList<>();
    for (EntryId key : gone) {
      Early one = early.remove(key);
      if (one != null && one.isStored()) {
        held.remove(key);
        stored.add(key);
      }
    }
    if (!stored.isEmpty()) {
      moment.emit(new NodeEffect.DropItems(stored));
    }
  }

  /** Whether the ticket was one of this component. */
  boolean judged(Moment moment, NodeInput.ItemsJudged input) {
    Judged one = judged.remove(input.ticket());
    if (one == null) {
      return false;
    }
    List<Item> good = new ArrayList<>();
    boolean isPeerToBlame = false;
    for (int at = 0; at < one.items().size(); at++) {
      Item item = one.items().get(at);
      Early known = early.get(item.id());
      Optional<ItemFault> fault = input.faults().get(at);
      if (fault.isPresent()) {
        isPeerToBlame |= fault.get().isPenalized();
        early.remove(item.id());
        one.rejected().add(new PeerResponse.Rejected(one.positions().get(at), fault.get().code()));
      } else if (known != null && held.add(item.id(), known.bytes(), known.sinceBlock())) {
        early.put(item.id(), new Early(known.bytes(), known.sinceBlock(), true));
        good.add(item);
      } else {
        early.remove(item.id()); // came by another way, or no room any more
      }
    }
    if (!good.isEmpty()) {
      moment.emit(new NodeEffect.StoreItems(good));
    }
    answer(moment, one, good);
    if (isPeerToBlame) {
      connections.blame(moment, one.peer(), NodeEffect.PeerFault.INVALID_ITEM);
    }
    return true;
  }

  private static void answer(Moment moment, Judged one, List<Item> good) {
    List<Integer> accepted = new ArrayList<>();
    for (int at = 0; at < one.items().size(); at++) {
      if (good.contains(one.items().get(at))) {
        accepted.add(one.positions().get(at));
      }
    }
    moment.emit(
        new NodeEffect.Answer(
            one.peer(),
            one.ticket(),
            new PeerResponse.Pushed(accepted, List.of(), one.rejected())));
  }

  /** The best block has moved: what is included needs no budget, what is too old goes. */
  void moved(Moment moment, RelayState best) {
    if (early.isEmpty()) {
      return;
    }
    early.entrySet().removeIf(one -> isSettled(best, one));
    drop(
        moment,
        early.entrySet().stream()
            .filter(one -> one.getValue().sinceBlock() + settings.blocksMax() < best.number())
            .map(Map.Entry::getKey)
            .toList());
  }

  private boolean isSettled(RelayState best, Map.Entry<EntryId, Early> one) {
    boolean isLost = one.getValue().isStored() && !held.holds(one.getKey());
    return isLost || best.enacted(one.getKey().blockHash()).isPresent();
  }

  /** Body bytes of what no included block has sent so far. */
  long bytes() {
    return early.values().stream().mapToLong(Early::bytes).sum();
  }
}
