package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.judge.Protection;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiPredicate;

/**
 * Answers what peers ask of the entries that a node keeps: any holder serves (AM24), from the front
 * of the queue only (section 5.9), and no more at once than AM22 allows.
 *
 * <pre>
 * Fetch → LoadItems        something within the window is held
 * Fetch → Answer           refused, or nothing held
 * ItemsLoaded → Answer     with what the store still has
 * AnswerSent               a long answer's slot is free again
 * TickElapsed              who takes a long answer too slowly is cut
 * Queue → Answer
 * </pre>
 */
final class EntryServer {
  private static final int ITEM_OVERHEAD_BYTES_MAX = 1_024; // id, link and proof
  private static final long SLOW_BYTES_PER_SECOND = 64 << 10;
  private static final long OWN_BYTES_PER_SECOND = 4 << 20; // at least, section 5.11
  private static final long SECOND = 1_000_000_000L;
  private static final long SLOW_NANOS = 2 * SECOND;

  private final RelayView view;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final BiPredicate<RelayState, QueueEntry> isExpected;
  private final Clientele clientele;
  private final Connections connections;
  private final ServiceSlots slots;
  private final Map<Long, Loading> loading = new HashMap<>();
  private final SequencedMap<Long, Sending> sending = new LinkedHashMap<>();

  /**
   * A server of one node's store.
   *
   * @param isExpected whether an entry that is not held will come soon, so that asking again pays
   * @param clientele who may ask
   * @param connections to those who ask
   */
  EntryServer(
      RelayView view,
      SendingValidator.Store store,
      Tickets tickets,
      BiPredicate<RelayState, QueueEntry> isExpected,
      Clientele clientele,
      Connections connections) {
    this.view = view;
    this.held = store.held();
    this.settings = store.settings();
    this.tickets = tickets;
    this.isExpected = isExpected;
    this.clientele = clientele;
    this.connections = connections;
    this.slots = new ServiceSlots(settings);
  }

  private record Sending(PeerId peer, long untilNanos) {}

  private record Loading(PeerId peer, long asked, PeerRequest.Fetch fetch, Selection selection) {}

  /**
   * What a fetch gets.
   *
   * @param entries in queue order
   * @param bodyBytes of all together
   * @param next the first that did not fit, or will come soon
   */
  private record Selection(List<QueueEntry> entries, long bodyBytes, Optional<Watermark> next) {}

  void fetch(Moment moment, PeerId peer, long asked, PeerRequest.Fetch fetch) {
    Optional<RelayState> state = view.state(fetch.anchor());
    if (state.isEmpty()) {
      refuse(moment, peer, asked, ErrorCode.UNKNOWN_RELAY_BLOCK, Optional.empty());
      return;
    }
    if (state.get().para(fetch.recipient()).isEmpty()) {
      refuse(moment, peer, asked, ErrorCode.NO_SUCH_CHANNEL, Optional.empty());
      return;
    }
    if (!clientele.isServed(peer, state.get(), fetch.recipient())) {
      refuse(moment, peer, asked, ErrorCode.REFUSED, Optional.empty());
      return;
    }
    List<QueueEntry> pending = QueueEntry.pending(state.get(), fetch.recipient());
    List<QueueEntry> front = front(pending);
    List<QueueEntry> wanted = matching(front, fetch, state.get().settings().order());
    if (wanted.isEmpty()) {
      refuseMissing(moment, new NodeInput.Asked(peer, asked, fetch), fetch, state.get(), pending);
      return;
    }
    Selection selection = select(state.get(), wanted, fetch);
    if (selection.entries().isEmpty()) {
      boolean isSoon = selection.next().isPresent();
      refuse(moment, peer, asked, ErrorCode.NOT_HELD, isSoon, Optional.empty());
    } else if (!slots.take(
        moment.nowNanos(), asked, peer, clientele.classOf(peer), selection.bodyBytes())) {
      refuse(moment, peer, asked, ErrorCode.BUSY, Optional.empty());
    } else {
      long ticket = tickets.next();
      loading.put(ticket, new Loading(peer, asked, fetch, selection));
      moment.emit(
          new NodeEffect.LoadItems(
              ticket, selection.entries().stream().map(QueueEntry::key).toList()));
    }
  }

  /** Nothing at the front of the queue fits: it is too far back, done with, or not there. */
  private void refuseMissing(
      Moment moment,
      NodeInput.Asked from,
      PeerRequest.Fetch fetch,
      RelayState state,
      List<QueueEntry> pending) {
    QueueOrder order = state.settings().order();
    Watermark acted = state.watermark(fetch.recipient());
    boolean isActedOn =
        order.isAfter(acted, Watermark.START) && !order.isAfter(fetch.from(), acted);
    if (!matching(pending, fetch, order).isEmpty()) {
      Optional<Long> hint = Optional.of(pending.getFirst().id().block());
      refuse(moment, from.peer(), from.ticket(), ErrorCode.TOO_FAR_AHEAD, hint);
    } else {
      ErrorCode code = isActedOn ? ErrorCode.ALREADY_ACKED : ErrorCode.NOT_HELD;
      refuse(moment, from.peer(), from.ticket(), code, Optional.empty());
    }
  }

  /** The entries that may be asked for: by count, and by bytes of what is held. */
  private List<QueueEntry> front(List<QueueEntry> pending) {
    if (!settings.judging().rules().isOn(Protection.FRONT_WINDOW)) {
      return pending;
    }
    int count = Math.min(pending.size(), settings.front().entriesMax());
    long bytes = 0;
    for (int at = 0; at < count; at++) {
      bytes += bodyBytes(pending.get(at));
      if (at > 0 && bytes > settings.front().bytesMax()) {
        return pending.subList(0, at);
      }
    }
    return pending.subList(0, count);
  }

  private static List<QueueEntry> matching(
      List<QueueEntry> entries, PeerRequest.Fetch fetch, QueueOrder order) {
    return entries.stream()
        .filter(one -> !order.isAfter(fetch.from(), one.position()))
        .filter(one -> fetch.senders().map(all -> all.contains(one.id().sender())).orElse(true))
        .toList();
  }

  private Selection select(RelayState state, List<QueueEntry> wanted, PeerRequest.Fetch fetch) {
    List<QueueEntry> chosen = new ArrayList<>();
    Optional<Watermark> next = Optional.empty();
    long bytes = 0;
    long wireBytes = 0;
    for (QueueEntry entry : wanted) {
      if (!held.holds(entry.key())) {
        boolean isSoon = next.isEmpty() && isExpected.test(state, entry);
        next = isSoon ? Optional.of(entry.position()) : next;
        continue;
      }
      long size = fetch.want() == PeerRequest.Want.BODIES ? bodyBytes(entry) : 0;
      wireBytes += size + ITEM_OVERHEAD_BYTES_MAX;
      boolean isFull =
          chosen.size() == Math.min(fetch.itemsMax(), PeerLimits.ITEMS_MAX)
              || bytes + size > fetch.bytesMax()
              || wireBytes > PeerLimits.ITEMS_BYTES_MAX;
      if (isFull) {
        return new Selection(chosen, bytes, Optional.of(next.orElse(entry.position())));
      }
      chosen.add(entry);
      bytes += size;
    }
    return new Selection(chosen, bytes, next);
  }

  private long bodyBytes(QueueEntry entry) {
    return held.get(entry.key()).map(HeldEntries.Held::bodyBytes).orElse(0L);
  }

  /** Whether the ticket was one of this component. */
  boolean loaded(Moment moment, NodeInput.ItemsLoaded input) {
    Loading request = loading.remove(input.ticket());
    if (request == null) {
      return false;
    }
    Selection selection = request.selection();
    List<Item> items = new ArrayList<>();
    long bytes = 0;
    for (int at = 0; at < selection.entries().size(); at++) {
      QueueEntry entry = selection.entries().get(at);
      Optional<Item> item = input.items().get(at);
      if (item.isPresent()) {
        if (request.fetch().want() == PeerRequest.Want.BODIES) {
          clientele.given(request.peer(), entry);
        }
        bytes += item.get().body().size();
        items.add(wanted(HeldEntries.named(item.get(), entry.id()), request.fetch().want()));
      } else {
        held.remove(entry.key()); // the store has lost it
      }
    }
    PeerId peer = request.peer();
    boolean isLong =
        bytes > NodeEffect.SMALL_ANSWER_BYTES && request.fetch().want() == PeerRequest.Want.BODIES;
    if (isLong) {
      long nanos =
          SLOW_NANOS
              + bytes * SECOND / SLOW_BYTES_PER_SECOND
              + slots.bytes() * SECOND / OWN_BYTES_PER_SECOND; // what is sent before it
      sending.put(request.asked(), new Sending(peer, moment.nowNanos() + nanos));
    } else {
      slots.release(request.asked());
    }
    if (items.isEmpty()) {
      refuse(moment, peer, request.asked(), ErrorCode.NOT_HELD, Optional.empty());
    } else {
      PeerResponse response =
          new PeerResponse.Fetched(request.fetch().anchor(), items, selection.next());
      moment.emit(new NodeEffect.Answer(peer, request.asked(), response));
    }
    return true;
  }

  /** A long answer is out. */
  void sent(long ticket) {
    if (sending.remove(ticket) != null) {
      slots.release(ticket);
    }
  }

  /** A peer is gone, and with it what it was to get. */
  void lost(PeerId peer) {
    sending.entrySet().stream()
        .filter(one -> one.getValue().peer().equals(peer))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::sent);
  }

  /** Cuts off who reads too slowly (AM22). */
  void elapsed(Moment moment) {
    List<Map.Entry<Long, Sending>> late =
        sending.entrySet().stream()
            .filter(one -> one.getValue().untilNanos() <= moment.nowNanos())
            .toList();
    for (Map.Entry<Long, Sending> one : late) {
      PeerId peer = one.getValue().peer();
      sent(one.getKey());
      if (settings.judging().rules().isOn(Protection.SLOW_READERS)) {
        connections.blame(moment, peer, NodeEffect.PeerFault.SLOW_READER);
      }
    }
  }

  /** When {@link #elapsed} must be called; MAX_VALUE if nothing is on its way. */
  long nextDeadlineNanos() {
    long next = Long.MAX_VALUE;
    for (Sending one : sending.values()) {
      next = Math.min(next, one.untilNanos());
    }
    return next;
  }

  private static Item wanted(Item item, PeerRequest.Want want) {
    return want == PeerRequest.Want.BODIES
        ? item
        : new Item(item.id(), item.link(), item.headProof(), Bytes.EMPTY);
  }

  void list(Moment moment, PeerId peer, long asked, PeerRequest.Queue queue) {
    Optional<RelayState> state = view.state(queue.anchor());
    if (state.isEmpty()) {
      refuse(moment, peer, asked, ErrorCode.UNKNOWN_RELAY_BLOCK, Optional.empty());
      return;
    }
    ParaId recipient = queue.recipient();
    QueueOrder order = state.get().settings().order();
    List<PeerResponse.Waiting> entries =
        QueueEntry.pending(state.get(), recipient).stream()
            .filter(one -> order.isAfter(one.position(), queue.after()))
            .limit(Math.min(queue.max(), PeerLimits.LISTED_MAX))
            .map(one -> waiting(one))
            .toList();
    moment.emit(new NodeEffect.Answer(peer, asked, new PeerResponse.Listed(entries)));
  }

  private PeerResponse.Waiting waiting(QueueEntry entry) {
    EntryId key = entry.key();
    return new PeerResponse.Waiting(entry.id(), bodyBytes(entry), held.holds(key));
  }

  private void refuse(Moment moment, PeerId peer, long asked, ErrorCode code, Optional<Long> hint) {
    boolean isRetry = code == ErrorCode.BUSY || code == ErrorCode.UNKNOWN_RELAY_BLOCK;
    refuse(moment, peer, asked, code, isRetry, hint);
  }

  private void refuse(
      Moment moment,
      PeerId peer,
      long asked,
      ErrorCode code,
      boolean isRetry,
      Optional<Long> hint) {
    long retryMillis = isRetry ? settings.timing().retryNanos() / 1_000_000 : 0;
    moment.emit(
        new NodeEffect.Answer(peer, asked, new PeerResponse.Refusal(code, retryMillis, hint)));
  }

  int requestsUnderWay() {
    return slots.size();
  }
}
