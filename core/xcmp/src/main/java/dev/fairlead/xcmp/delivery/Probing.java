package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether receiving validators hold what was pushed to them (section 5.11, AM22): one block after
 * the push, and then every few blocks until the acknowledgement, a sending validator asks each of
 * them for the codes of some entries under a nonce that its owner draws. It computes the codes
 * first itself, so that an answer is judged at once.
 *
 * <pre>
 * pushed  → drawing   one block later, and again every few blocks; at most three of a target
 * drawing → asked     nonce and own codes are there
 * asked   → pushed    right; or nobody answered, or it was asked too often
 * asked   → (pushing) missing or wrong: again to the same, the second time to the next one
 * pushed  → (gone)    acted on
 * </pre>
 */
final class Probing {
  private static final int ENTRIES_MAX = 3;

  private final NodeParts parts;
  private final EntryPusher pushing;
  private final Receipts receipts;
  private final SequencedMap<Target, Pushed> pushed = new LinkedHashMap<>();
  private final Map<Long, Probe> drawing = new HashMap<>();
  private final Map<Long, Probe> asked = new HashMap<>();

  Probing(NodeParts parts, EntryPusher pushing, Receipts receipts) {
    this.parts = parts;
    this.pushing = pushing;
    this.receipts = receipts;
  }

  /** What one peer was given. */
  private record Target(PeerId peer, EntryId key) {}

  private record Pushed(QueueEntry entry, long block, boolean hasFailed) {}

  private record Probe(PeerId peer, List<EntryId> keys, List<Optional<Hash32>> macs) {}

  /** A receiving validator has taken an entry. */
  void pushed(PeerId peer, QueueEntry entry) {
    Target target = new Target(peer, entry.key());
    boolean hasFailed = pushed.containsKey(target) && pushed.get(target).hasFailed();
    long block = parts.view().best().map(RelayState::number).orElse(0L);
    pushed.put(target, new Pushed(entry, block, hasFailed));
  }

  /** The best block has moved: probes what is due. */
  void moved(Moment moment, RelayState best) {
    int every = parts.store().settings().sharing().probeEveryBlocks();
    if (every == 0) {
      return;
    }
    pushed.values().removeIf(one -> QueueEntry.waiting(best, one.entry().key()).isEmpty());
    SortedMap<PeerId, List<EntryId>> due = new TreeMap<>();
    pushed.forEach((target, one) -> {
      long age = best.number() - one.block();
      if (age >= 1 && (age - 1) % every == 0 && parts.store().held().holds(target.key())) {
        due.computeIfAbsent(target.peer(), _ -> new ArrayList<>()).add(target.key());
      }
    });
    due.forEach((peer, keys) -> {
      List<EntryId> drawn = SeededShuffle.of(parts.groups().chance(best), keys);
      List<EntryId> some = drawn.subList(0, Math.min(ENTRIES_MAX, drawn.size()));
      long ticket = parts.tickets().next();
      drawing.put(ticket, new Probe(peer, List.copyOf(some), List.of()));
      moment.emit(new NodeEffect.MacBodies(ticket, Optional.empty(), some));
    });
  }

  /** Whether the ticket was one of this component. */
  boolean macked(Moment moment, NodeInput.BodiesMacked input) {
    Probe probe = drawing.remove(input.ticket());
    if (probe == null) {
      return false;
    }
    Optional<RelayState> best = parts.view().best();
    List<EntryId> keys = new ArrayList<>();
    List<EntryId> ids = new ArrayList<>();
    List<Optional<Hash32>> macs = new ArrayList<>();
    for (int at = 0; at < probe.keys().size(); at++) {
      EntryId key = probe.keys().get(at);
      Optional<QueueEntry> entry = best.flatMap(state -> QueueEntry.waiting(state, key));
      if (entry.isPresent() && input.macs().get(at).isPresent()) {
        keys.add(key);
        ids.add(entry.get().id());
        macs.add(input.macs().get(at));
      }
    }
    if (!ids.isEmpty()) {
      PeerRequest request = new PeerRequest.Probe(input.nonce(), ids);
      long ticket = parts.connections().ask(moment, probe.peer(), request);
      asked.put(ticket, new Probe(probe.peer(), keys, macs));
    }
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Probe probe = asked.remove(input.ticket());
    if (probe == null) {
      return false;
    }
    switch (input.response()) {
      case PeerResponse.Probed(var macs) -> judge(moment, probe, macs);
      case PeerResponse.Refusal(var code, _, _) when isExcused(code) -> {}
      default -> judge(moment, probe, List.of());
    }
    return true;
  }

  private static boolean isExcused(ErrorCode code) {
    return switch (code) {
      case UNKNOWN_RELAY_BLOCK, BUSY, RATE_LIMITED, ALREADY_ACKED -> true;
      default -> false;
    };
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket) {
    Probe probe = asked.remove(ticket);
    if (probe == null) {
      return false;
    }
    judge(moment, probe, List.of());
    return true;
  }

  private void judge(Moment moment, Probe probe, List<Optional<Hash32>> macs) {
    Optional<RelayState> best = parts.view().best();
    for (int at = 0; at < probe.keys().size(); at++) {
      boolean isRight = at < macs.size() && macs.get(at).equals(probe.macs().get(at));
      EntryId key = probe.keys().get(at);
      if (!isRight) {
        receipts.distrust(probe.peer());
        best.flatMap(state -> QueueEntry.waiting(state, key))
            .ifPresent(entry -> again(moment, best.get(), probe.peer(), entry));
      }
    }
  }

  /** The first time to the same, then to the next. */
  private void again(Moment moment, RelayState best, PeerId peer, QueueEntry entry) {
    Target target = new Target(peer, entry.key());
    Pushed before = pushed.remove(target);
    boolean isSecond = before != null && before.hasFailed();
    List<PeerId> all = parts.groups().partners(best, entry.id().recipient());
    int from = all.indexOf(peer);
    if (from < 0) {
      return; // its group does not receive for the para any more
    }
    List<PeerId> targets = all.subList(isSecond ? from + 1 : from, all.size());
    if (!isSecond) {
      pushed.put(target, new Pushed(entry, best.number(), true));
    }
    pushing.push(moment, best.ref().hash(), List.of(entry), targets);
  }
}
