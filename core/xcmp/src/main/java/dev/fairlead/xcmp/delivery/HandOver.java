package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * From one receiving group to the next (N-G2, N-G3, AM22): when this node's group begins to receive
 * for a para, it asks a member of the group before which entries it holds and what it has seen of
 * collators. Members of the group before are then sources of what waits, and their words break ties
 * among collators of whom this node has seen nothing. The group before goes on serving.
 *
 * <pre>
 * (new turn) → asking   a member of the group before
 * asking     → asking   there is more: the same again; refused or failed: the next, three at most
 * asking     → (done)   sources and notes are known
 * </pre>
 */
final class HandOver {
  private static final int MEMBERS_MAX = 3;
  private static final int PAGES_MAX = 64;
  private static final Bytes UNSIGNED = Bytes.of(new byte[PeerLimits.SIGNATURE_BYTES]);

  private final NodeParts parts;
  private final Consumer<PeerResponse.PeerNote> heard;
  private final Supplier<List<PeerResponse.PeerNote>> ownNotes;
  private final SortedMap<ParaId, Groups.Seat> seats = new TreeMap<>();
  private final Map<Long, Asking> asking = new HashMap<>();
  private final Map<EntryId, PeerId> holders = new HashMap<>(); // by key
  private Groups.Turn lastTurn = new Groups.Turn(-1, -1);

  /**
   * Nothing has been handed over.
   *
   * @param ownNotes what this node has seen of collators, best known first
   * @param heard what the group before has seen; breaks ties and nothing else
   */
  HandOver(
      NodeParts parts,
      Supplier<List<PeerResponse.PeerNote>> ownNotes,
      Consumer<PeerResponse.PeerNote> heard) {
    this.heard = heard;
    this.parts = parts;
    this.ownNotes = ownNotes;
  }

  private record Asking(PeerRequest.Handover request, List<PeerId> members, int pages) {}

  /** The best block has moved: asks for what has come to this node's group. */
  void moved(Moment moment, RelayState best) {
    holders.keySet().removeIf(key -> QueueEntry.waiting(best, key).isEmpty());
    Groups.Turn turn = Groups.turn(best);
    if (turn.equals(lastTurn)) {
      return;
    }
    lastTurn = turn;
    for (ParaId para : parts.groups().served(best)) {
      Groups.Seat now = new Groups.Seat(best.session(), Groups.backing(best, para));
      Groups.Seat before = seats.getOrDefault(para, now);
      if (!before.members().equals(now.members()) && !best.queue(para).entries().isEmpty()) {
        List<PeerId> members = parts.groups().withoutSelf(before.members());
        List<PeerId> order = parts.groups().inDialOrder(members);
        ask(
            moment,
            new Asking(
                new PeerRequest.Handover(para, best.session().index(), Watermark.START),
                order.subList(0, Math.min(MEMBERS_MAX, order.size())),
                PAGES_MAX));
      }
    }
    for (ParaId para : best.paras()) {
      seats.put(para, new Groups.Seat(best.session(), Groups.backing(best, para)));
    }
  }

  private void ask(Moment moment, Asking one) {
    if (!one.members().isEmpty() && one.pages() > 0) {
      long ticket = parts.connections().ask(moment, one.members().getFirst(), one.request());
      asking.put(ticket, one);
    }
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Asking one = asking.remove(input.ticket());
    if (one == null) {
      return false;
    }
    if (input.response() instanceof PeerResponse.HandedOver over) {
      take(input.peer(), over);
      over.next()
          .map(next ->
              new PeerRequest.Handover(one.request().recipient(), one.request().session(), next))
          .ifPresent(request -> ask(moment, new Asking(request, one.members(), one.pages() - 1)));
    } else {
      next(moment, one);
    }
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket) {
    Asking one = asking.remove(ticket);
    if (one == null) {
      return false;
    }
    next(moment, one);
    return true;
  }

  private void next(Moment moment, Asking one) {
    List<PeerId> rest = one.members().subList(1, one.members().size());
    ask(moment, new Asking(one.request(), rest, one.pages()));
  }

  private void take(PeerId peer, PeerResponse.HandedOver over) {
    Optional<RelayState> best = parts.view().best();
    if (best.isEmpty()) {
      return;
    }
    for (Notification.Announced one : over.pending()) {
      QueueEntry.of(best.get(), one.id().channel(), one.id().block())
          .filter(entry -> entry.id().equals(one.id()))
          .ifPresent(entry -> holders.put(entry.key(), peer));
    }
    over.peers().forEach(heard);
  }

  /** Who of the group before says to hold an entry. */
  Optional<PeerId> holder(QueueEntry entry) {
    return Optional.ofNullable(holders.get(entry.key()));
  }

  /** A member of the group that receives now asks for what this node holds. */
  void asked(Moment moment, NodeInput.Asked asked, PeerRequest.Handover request) {
    Optional<RelayState> best = parts.view().best();
    if (best.isEmpty() || best.get().para(request.recipient()).isEmpty()) {
      refuse(moment, asked, ErrorCode.UNKNOWN_RELAY_BLOCK, Optional.empty());
      return;
    }
    int group = Groups.backing(best.get(), request.recipient());
    boolean isEntitled =
        parts.connections().isValidator(asked.peer())
            && best.get().session().index() == request.session()
            && Groups.peers(best.get().session(), group).contains(asked.peer());
    if (!isEntitled) {
      refuse(moment, asked, ErrorCode.NOT_RESPONSIBLE, Optional.of((long) group));
      return;
    }
    QueueOrder order = best.get().settings().order();
    List<Notification.Announced> pending = new ArrayList<>();
    Optional<Watermark> next = Optional.empty();
    Watermark last = request.after();
    for (QueueEntry entry : QueueEntry.pending(best.get(), request.recipient())) {
      Optional<HeldEntries.Held> held = parts.store().held().get(entry.key());
      if (held.isEmpty() || !order.isAfter(entry.position(), request.after())) {
        continue;
      }
      if (pending.size() == PeerLimits.LISTED_MAX) {
        next = Optional.of(last);
        break;
      }
      pending.add(new Notification.Announced(entry.id(), held.get().bodyBytes()));
      last = entry.position();
    }
    boolean isFirst = request.after().equals(Watermark.START);
    List<PeerResponse.PeerNote> told = isFirst ? ownNotes.get() : List.of();
    moment.emit(
        new NodeEffect.SignHandOver(
            asked.peer(),
            asked.ticket(),
            request,
            new PeerResponse.HandedOver(
                pending,
                told.subList(0, Math.min(PeerLimits.NOTES_MAX, told.size())),
                next,
                UNSIGNED)));
  }

  private static void refuse(
      Moment moment, NodeInput.Asked asked, ErrorCode code, Optional<Long> hint) {
    moment.emit(
        new NodeEffect.Answer(
            asked.peer(), asked.ticket(), new PeerResponse.Refusal(code, 0, hint)));
  }
}
