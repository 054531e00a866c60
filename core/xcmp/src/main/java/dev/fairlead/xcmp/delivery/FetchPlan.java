package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Gets the entries that a node wants and lacks, front of the queue first: one request at a time to
 * each source, several entries in one request. One source of an entry is asked after the other,
 * from the third step of the ladder on two at the same time (section 5.5); what comes first is
 * kept. What comes is checked before it is kept.
 *
 * <pre>
 * wanted  → asked    its source is free
 * asked   → judged   the source has given it
 * asked   → wanted   refused or failed: the next source, after the last one a pause; told to wait:
 *                    the same source again, three times
 * judged  → held     good: stored
 * judged  → wanted   wrong: the source is blamed; the next one
 * wanted  → held     it came by another way, after all sources have failed
 * any     → (gone)   no longer wanted
 * </pre>
 */
final class FetchPlan {
  private static final int WAITS_MAX = 3;

  private final RelayView view;
  private final Connections connections;
  private final HeldEntries held;
  private final BiFunction<RelayState, QueueEntry, SourceLadder> sources;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private SequencedMap<EntryId, Wanted> wanted = new LinkedHashMap<>(); // by key, in queue order
  private final Map<Long, Asked> asked = new HashMap<>();
  private final Map<Long, Judged> judged = new HashMap<>();

  /**
   * A plan without wishes.
   *
   * @param sources whom to ask for an entry, best first; may change from question to question
   */
  FetchPlan(
      RelayView view,
      Connections connections,
      BiFunction<RelayState, QueueEntry, SourceLadder> sources,
      SendingValidator.Store store,
      Tickets tickets) {
    this.view = view;
    this.connections = connections;
    this.sources = sources;
    this.held = store.held();
    this.settings = store.settings();
    this.tickets = tickets;
  }

  private static final class Wanted {
    private QueueEntry entry;
    private final Set<PeerId> failed = new HashSet<>(); // in this round
    private final Set<PeerId> asking = new HashSet<>(); // or being judged
    private int waits;
    private boolean isNews; // somebody else says to hold it, since it was asked for
    private boolean isExhausted;
    private long notBeforeNanos = Long.MIN_VALUE;

    Wanted(QueueEntry entry) {
      this.entry = entry;
    }
  }

  private record Asked(PeerId peer, Watermark from, List<EntryId> keys) {}

  private record Judged(PeerId peer, List<EntryId> keys, List<Item> items, Optional<Offer> offer) {}

  /** What was pushed to this node: its answer waits for the check. */
  private record Offer(
      long ticket,
      List<Integer> positions,
      List<Integer> duplicate,
      List<PeerResponse.Rejected> rejected) {}

  /** Replaces what is wanted; those held already are left out. */
  void want(List<QueueEntry> entries) {
    SequencedMap<EntryId, Wanted> next = new LinkedHashMap<>();
    for (QueueEntry entry : entries) {
      if (!held.holds(entry.key())) {
        Wanted known = wanted.get(entry.key());
        Wanted one = known == null ? new Wanted(entry) : known;
        one.entry = entry; // another fork names it by another block
        next.put(entry.key(), one);
      }
    }
    wanted = next;
  }

  /** Asks whoever is free for what is not under way. */
  void ask(Moment moment) {
    Optional<RelayState> best = view.best();
    if (best.isEmpty()) {
      return;
    }
    SortedMap<PeerId, List<Wanted>> bySource = new TreeMap<>();
    SortedSet<PeerId> busy = new TreeSet<>();
    asked.values().forEach(one -> busy.add(one.peer()));
    for (Wanted one : wanted.values()) {
      if (one.asking.size() < SourceLadder.PARALLEL && one.notBeforeNanos <= moment.nowNanos()) {
        one.notBeforeNanos = Long.MIN_VALUE;
        for (PeerId peer : sources(moment, best.get(), one)) {
          if (!busy.contains(peer)) {
            bySource.computeIfAbsent(peer, _ -> new ArrayList<>()).add(one);
          }
        }
      }
    }
    bySource.forEach((peer, all) -> ask(moment, best.get(), peer, all));
  }

  /** Whom to ask now, beside those that are being asked; when all have failed the pause begins. */
  private List<PeerId> sources(Moment moment, RelayState best, Wanted one) {
    SourceLadder ladder = sources.apply(best, one.entry).lastly(connections::hasLied);
    for (PeerId peer : ladder.oneByOne()) {
      if (!one.failed.contains(peer)) {
        return one.asking.isEmpty() ? List.of(peer) : List.of();
      }
    }
    List<PeerId> next =
        ladder.inParallel().stream()
            .filter(peer -> !one.failed.contains(peer) && !one.asking.contains(peer))
            .limit(SourceLadder.PARALLEL - (long) one.asking.size())
            .toList();
    if (next.isEmpty() && one.asking.isEmpty()) {
      one.failed.clear();
      one.isExhausted = true;
      one.notBeforeNanos = moment.nowNanos() + settings.timing().retryNanos();
    }
    return next;
  }

  private void ask(Moment moment, RelayState best, PeerId peer, List<Wanted> all) {
    ParaId recipient = all.getFirst().entry.id().recipient();
    SortedSet<ParaId> senders = new TreeSet<>();
    List<EntryId> keys = new ArrayList<>();
    for (Wanted one : all) {
      EntryId id = one.entry.id();
      boolean isRoom = senders.size() < PeerLimits.SENDERS_MAX || senders.contains(id.sender());
      if (id.recipient().equals(recipient) && isRoom && keys.size() < PeerLimits.ITEMS_MAX) {
        senders.add(id.sender());
        keys.add(one.entry.key());
        one.asking.add(peer);
        one.isNews = false;
      }
    }
    Watermark from = all.getFirst().entry.position();
    PeerRequest request =
        new PeerRequest.Fetch(
            recipient,
            best.ref().hash(),
            from,
            Optional.of(List.copyOf(senders)),
            PeerLimits.ITEMS_MAX,
            PeerLimits.FETCH_BYTES_MAX,
            PeerRequest.Want.BODIES);
    asked.put(connections.ask(moment, peer, request), new Asked(peer, from, keys));
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Asked request = asked.remove(input.ticket());
    if (request == null) {
      return false;
    }
    switch (input.response()) {
      case PeerResponse.Fetched fetched -> judge(moment, request, fetched);
      case PeerResponse.Refusal refusal -> refused(moment, request, refusal);
      default -> {
        connections.blame(moment, request.peer(), NodeEffect.PeerFault.MALFORMED);
        request.keys().forEach(key -> tryNext(key, request.peer()));
      }
    }
    ask(moment);
    return true;
  }

  private void judge(Moment moment, Asked request, PeerResponse.Fetched fetched) {
    Map<EntryId, EntryId> keyById = new HashMap<>();
    List<EntryId> missing = new ArrayList<>();
    for (EntryId key : request.keys()) {
      Wanted one = wanted.get(key);
      if (one != null) {
        keyById.put(one.entry.id(), key);
        missing.add(key);
      }
    }
    List<EntryId> keys = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    for (Item item : fetched.items()) {
      EntryId key = keyById.remove(item.id());
      if (key != null) { // else not asked for, or named twice
        keys.add(key);
        items.add(item);
      }
    }
    missing.removeAll(keys);
    // a promise without any item would hold the asker for ever
    Optional<Watermark> next = items.isEmpty() ? Optional.empty() : fetched.next();
    missing.forEach(key -> notGiven(key, request.peer(), next));
    if (!items.isEmpty()) {
      long ticket = tickets.next();
      judged.put(ticket, new Judged(request.peer(), keys, items, Optional.empty()));
      moment.emit(new NodeEffect.JudgeItems(ticket, fetched.anchor(), items));
    }
  }

  /**
   * A validator gives unasked (AM24): what is wanted is checked and kept, nothing else, so that
   * nobody fills this node's memory.
   */
  void pushed(Moment moment, NodeInput.Asked from, PeerRequest.Push push) {
    Map<EntryId, EntryId> keyById = new HashMap<>();
    wanted.forEach((key, one) -> keyById.put(one.entry.id(), key));
    List<EntryId> keys = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    Offer offer = new Offer(from.ticket(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int at = 0; at < push.items().size(); at++) {
      Item item = push.items().get(at);
      EntryId key = keyById.remove(item.id());
      if (key == null) {
        offer.rejected().add(new PeerResponse.Rejected(at, ErrorCode.REFUSED));
      } else {
        offer.positions().add(at);
        keys.add(key);
        items.add(item);
      }
    }
    if (items.isEmpty() || judged.size() >= settings.load().requestsMax()) {
      answer(moment, from.peer(), offer);
      return;
    }
    long ticket = tickets.next();
    judged.put(ticket, new Judged(from.peer(), keys, items, Optional.of(offer)));
    moment.emit(new NodeEffect.JudgeItems(ticket, push.anchor(), items));
  }

  private static void answer(Moment moment, PeerId peer, Offer offer) {
    List<Integer> accepted = new ArrayList<>(offer.positions());
    accepted.removeAll(offer.duplicate());
    offer.rejected().forEach(one -> accepted.removeIf(at -> at == one.position()));
    moment.emit(
        new NodeEffect.Answer(
            peer,
            offer.ticket(),
            new PeerResponse.Pushed(accepted, offer.duplicate(), offer.rejected())));
  }

  private void notGiven(EntryId key, PeerId peer, Optional<Watermark> next) {
    Wanted one = wanted.get(key);
    if (one == null) {
      return;
    }
    boolean isToCome = next.filter(at -> at.block() <= one.entry.id().block()).isPresent();
    if (isToCome) {
      one.asking.remove(peer);
    } else {
      tryNext(key, peer);
    }
  }

  private void refused(Moment moment, Asked request, PeerResponse.Refusal refusal) {
    boolean isLater =
        switch (refusal.code()) {
          case UNKNOWN_RELAY_BLOCK, NOT_HELD, BUSY, RATE_LIMITED -> refusal.retryAfterMillis() > 0;
          case TOO_FAR_AHEAD -> true;
          default -> false;
        };
    if (refusal.code() == ErrorCode.MALFORMED || !isLater) {
      request.keys().forEach(key -> tryNext(key, request.peer()));
      return;
    }
    for (EntryId key : request.keys()) {
      Wanted one = wanted.get(key);
      if (one != null && one.waits < WAITS_MAX) {
        one.asking.remove(request.peer());
        one.waits++;
        one.notBeforeNanos =
            one.isNews ? Long.MIN_VALUE : moment.nowNanos() + settings.timing().retryNanos();
      } else {
        tryNext(key, request.peer());
      }
    }
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    Asked request = asked.remove(ticket);
    if (request == null) {
      return false;
    }
    if (cause == NodeInput.AskFailure.MALFORMED) {
      connections.blame(moment, request.peer(), NodeEffect.PeerFault.MALFORMED);
    }
    request.keys().forEach(key -> tryNext(key, request.peer()));
    ask(moment);
    return true;
  }

  private void tryNext(EntryId key, PeerId failed) {
    Wanted one = wanted.get(key);
    if (one != null) {
      one.waits = 0;
      one.asking.remove(failed);
      one.failed.add(failed);
    }
  }

  /**
   * Keeps the good ones.
   *
   * @return what is held now and was not before; absent if the ticket is not of this component
   */
  Optional<List<EntryId>> judged(Moment moment, NodeInput.ItemsJudged input) {
    Judged one = judged.remove(input.ticket());
    if (one == null) {
      return Optional.empty();
    }
    List<Item> good = new ArrayList<>();
    List<EntryId> fresh = new ArrayList<>();
    boolean isPeerToBlame = false;
    long bestBlock = view.best().map(RelayState::number).orElse(0L);
    for (int at = 0; at < one.items().size(); at++) {
      EntryId key = one.keys().get(at);
      Item item = one.items().get(at);
      Optional<ItemFault> fault = input.faults().get(at);
      if (fault.isPresent()) {
        isPeerToBlame |= fault.get().isPenalized();
        tryNext(key, one.peer());
        note(one, at, fault.get().code());
      } else if (held.add(key, item.body().size(), bestBlock)) {
        good.add(HeldEntries.named(item, key));
        fresh.add(key);
        wanted.remove(key);
      } else {
        int position = at;
        one.offer().ifPresent(o -> o.duplicate().add(o.positions().get(position)));
      }
    }
    if (!good.isEmpty()) {
      moment.emit(new NodeEffect.StoreItems(good));
    }
    one.offer().ifPresent(offer -> answer(moment, one.peer(), offer));
    if (isPeerToBlame) {
      connections.blame(moment, one.peer(), NodeEffect.PeerFault.INVALID_ITEM);
    }
    ask(moment);
    return Optional.of(fresh);
  }

  private static void note(Judged one, int at, ErrorCode code) {
    one.offer()
        .ifPresent(offer ->
            offer.rejected().add(new PeerResponse.Rejected(offer.positions().get(at), code)));
  }

  /** Somebody says to hold these: what pauses is asked for at once. */
  void nudge(List<EntryId> ids) {
    for (Wanted one : wanted.values()) {
      if (ids.contains(one.entry.id())) {
        one.notBeforeNanos = Long.MIN_VALUE;
        one.isNews = true;
      }
    }
  }

  /** When to ask again at the latest; MAX_VALUE if nothing pauses. */
  long nextDeadlineNanos() {
    long next = Long.MAX_VALUE;
    for (Wanted one : wanted.values()) {
      if (one.asking.isEmpty() && one.notBeforeNanos != Long.MIN_VALUE) {
        next = Math.min(next, one.notBeforeNanos);
      }
    }
    return next;
  }

  /** What is wanted and not held, in queue order. */
  List<QueueEntry> lacked() {
    return lacked(_ -> true);
  }

  /** What all sources have failed to give at least once, in queue order. */
  List<QueueEntry> exhausted() {
    return lacked(one -> one.isExhausted);
  }

  private List<QueueEntry> lacked(Predicate<Wanted> isMeant) {
    return wanted.values().stream().filter(isMeant).map(one -> one.entry).toList();
  }

  /** These are held now and came by another way. */
  void cameOtherwise(List<EntryId> keys) {
    keys.forEach(wanted::remove);
  }

  int missing() {
    return wanted.size();
  }
}
