package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Hands entries to the receiving validators as soon as they are enacted: sending validators to
 * their partners (S3), collators to one member (S4). One request per target and block.
 *
 * <pre>
 * enacted  → loading   held here
 * loading  → pushing   read
 * pushing  → (done)    taken, held before, or refused for good
 * pushing  → later     the target does not know the relay block yet
 * pushing  → loading   failed or busy: the next target
 * any      → (done)    no longer needed: enough receivers hold it
 * </pre>
 */
final class EntryPusher {
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final Predicate<QueueEntry> isNeeded;
  private BiConsumer<PeerId, QueueEntry> taken = (_, _) -> {};
  private final Map<Long, Push> loading = new HashMap<>();
  private final Map<Long, Push> pushing = new HashMap<>();
  private final List<Later> later = new ArrayList<>();

  /**
   * Nothing is pushed yet.
   *
   * @param isNeeded whether an entry must still be pushed; asked before each attempt
   */
  EntryPusher(
      Connections connections,
      SendingValidator.Store store,
      Tickets tickets,
      Predicate<QueueEntry> isNeeded) {
    this.connections = connections;
    this.held = store.held();
    this.settings = store.settings();
    this.tickets = tickets;
    this.isNeeded = isNeeded;
  }

  /** Who wants to hear which entry a peer has taken, or held before. */
  void onTaken(BiConsumer<PeerId, QueueEntry> listener) {
    taken = listener;
  }

  private record Push(Hash32 anchor, List<QueueEntry> entries, List<PeerId> targets, int waits) {
    Push next() {
      return new Push(anchor, entries, targets.subList(1, targets.size()), WAITS_MAX);
    }

    Push again() {
      return new Push(anchor, entries, targets, waits - 1);
    }
  }

  private record Later(long atNanos, Push push) {}

  private static final int WAITS_MAX = 3;

  /**
   * Pushes what is held of these entries.
   *
   * @param anchor block that enacted them, or one after it
   * @param targets best first
   */
  void push(Moment moment, Hash32 anchor, List<QueueEntry> entries, List<PeerId> targets) {
    List<QueueEntry> chosen = new ArrayList<>();
    for (QueueEntry entry : entries) {
      if (held.holds(entry.key()) && chosen.size() < PeerLimits.ITEMS_MAX) {
        chosen.add(entry);
      }
    }
    if (!chosen.isEmpty()) {
      load(moment, new Push(anchor, List.copyOf(chosen), targets, WAITS_MAX));
    }
  }

  private void load(Moment moment, Push push) {
    List<QueueEntry> needed = push.entries().stream().filter(isNeeded).toList();
    if (push.targets().isEmpty() || needed.isEmpty()) {
      return; // the receiving side pulls what it lacks, or has enough
    }
    long ticket = tickets.next();
    loading.put(ticket, new Push(push.anchor(), needed, push.targets(), push.waits()));
    List<EntryId> keys = needed.stream().map(QueueEntry::key).toList();
    moment.emit(new NodeEffect.LoadItems(ticket, keys));
  }

  /** Whether the ticket was one of this component. */
  boolean loaded(Moment moment, NodeInput.ItemsLoaded input) {
    Push push = loading.remove(input.ticket());
    if (push == null) {
      return false;
    }
    List<Item> items = new ArrayList<>();
    List<QueueEntry> sent = new ArrayList<>();
    long wireBytes = 0;
    for (int at = 0; at < push.entries().size(); at++) {
      Optional<Item> item = input.items().get(at);
      if (item.isPresent()) {
        wireBytes += item.get().wireBytes();
        if (wireBytes <= PeerLimits.ITEMS_BYTES_MAX) { // what does not fit is pulled
          sent.add(push.entries().get(at));
          items.add(HeldEntries.named(item.get(), push.entries().get(at).id()));
        }
      }
    }
    if (!items.isEmpty()) {
      PeerRequest request = new PeerRequest.Push(push.anchor(), items);
      long ticket = connections.ask(moment, push.targets().getFirst(), request);
      pushing.put(ticket, new Push(push.anchor(), sent, push.targets(), push.waits()));
    }
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Push push = pushing.remove(input.ticket());
    if (push == null) {
      return false;
    }
    if (input.response() instanceof PeerResponse.Refusal refusal) {
      if (refusal.retryAfterMillis() > 0 && push.waits() > 0) {
        long atNanos = moment.nowNanos() + settings.timing().retryNanos();
        later.add(new Later(atNanos, push.again()));
      } else {
        load(moment, push.next());
      }
    } else if (input.response() instanceof PeerResponse.Pushed(var fresh, var duplicate, _)) {
      taken(input.peer(), push, fresh);
      taken(input.peer(), push, duplicate);
    }
    return true;
  }

  private void taken(PeerId peer, Push push, List<Integer> places) {
    for (int place : places) {
      if (place < push.entries().size()) {
        taken.accept(peer, push.entries().get(place));
      }
    }
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket) {
    Push push = pushing.remove(ticket);
    if (push == null) {
      return false;
    }
    load(moment, push.next());
    return true;
  }

  /** Pushes again what time has come for. */
  void elapsed(Moment moment) {
    List<Later> due = later.stream().filter(one -> one.atNanos() <= moment.nowNanos()).toList();
    later.removeAll(due);
    due.forEach(one -> load(moment, one.push()));
  }

  /** When {@link #elapsed} must be called; MAX_VALUE if nothing waits. */
  long nextDeadlineNanos() {
    long next = Long.MAX_VALUE;
    for (Later one : later) {
      next = Math.min(next, one.atNanos());
    }
    return next;
  }
}
