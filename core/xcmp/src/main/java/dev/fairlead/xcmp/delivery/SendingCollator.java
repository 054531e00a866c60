package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.CandidateCodec;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayParent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a para block on each best relay block, as far as bodies are held, and hands it to one
 * member of the group that backs next (AM18). The owner decides whether it is this collator's turn:
 * it then has nothing built.
 *
 * <pre>
 * (best block) → waiting     until all that waits is held, or the patience ends
 * waiting      → building    the first entry after the newest candidate is held, or none waits
 * building     → submitting  built; what it sends is stored first
 * building     → building    nothing built: a link behind the cut is missing (links are never cut);
 *                            an earlier relay parent, before which all that waits is held
 * building     → waiting     there is none; until more is held
 * submitting   → submitting  refused or failed: the next member; told to wait: the same again
 * any          → waiting     another best block
 * </pre>
 */
final class SendingCollator {
  private static final int RETRIES_MAX = 3;

  private final ParaId para;
  private final RelayView view;
  private final Groups groups;
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private boolean isWaiting;
  private boolean isPatient;
  private long buildAtNanos;
  private boolean isUnbuilt;
  private final Map<Long, Attempt> building = new HashMap<>();
  private final Map<Long, Submitting> submitting = new HashMap<>();
  private final List<Later> later = new ArrayList<>();

  SendingCollator(ParaId para, ParaNode node, Groups groups) {
    this.para = para;
    this.view = node.view();
    this.groups = groups;
    this.connections = node.connections();
    this.held = node.store().held();
    this.settings = node.store().settings();
    this.tickets = node.tickets();
  }

  /**
   * A candidate on its way to a group.
   *
   * @param members those not tried yet; the first is being asked
   * @param retries how often that one may still be asked again
   */
  private record Submitting(PeerRequest.Submit request, List<PeerId> members, int retries) {
    Submitting next() {
      return new Submitting(request, members.subList(1, members.size()), RETRIES_MAX);
    }

    Submitting again() {
      return new Submitting(request, members, retries - 1);
    }
  }

  /** Where a block was to be built. */
  private record Attempt(RelayState relayParent, Watermark cut) {}

  private record Later(long atNanos, Submitting submitting) {}

  /** Another best block: there may be a block to build on it. */
  void moved(Moment moment, RelayState best) {
    buildAtNanos = moment.nowNanos() + settings.timing().buildNanos();
    isWaiting =
        best.para(para).isPresent()
            && best.inFlight(para).size() < best.settings().candidates().inFlightMax();
    isPatient = isWaiting;
    isUnbuilt = false;
    building.clear();
    submitting.clear();
    later.clear();
    buildIfTime(moment);
  }

  /** Something is held that was not. */
  void consider(Moment moment) {
    isWaiting |= isUnbuilt;
    isUnbuilt = false;
    buildIfTime(moment);
  }

  private void buildIfTime(Moment moment) {
    Optional<RelayState> best = view.best();
    isPatient &= moment.nowNanos() < buildAtNanos;
    if (!isWaiting || best.isEmpty()) {
      return;
    }
    QueueOrder order = best.get().settings().order();
    Watermark last = lastWatermark(best.get());
    Optional<Watermark> cut = Optional.empty();
    boolean isAllHeld = true;
    for (QueueEntry entry : QueueEntry.pending(best.get(), para)) {
      if (order.isAfter(entry.position(), last)) {
        isAllHeld = held.holds(entry.key());
        if (!isAllHeld) {
          break;
        }
        cut = Optional.of(entry.position());
      }
    }
    if (isAllHeld) {
      build(moment, best.get(), Watermark.endOf(best.get().number()));
    } else if (cut.isPresent() && !isPatient) {
      build(moment, best.get(), cut.get());
    }
  }

  /** Where the newest candidate, enacted or not, has left the watermark (W5). */
  private Watermark lastWatermark(RelayState best) {
    List<InFlight> inFlight = best.inFlight(para);
    if (!inFlight.isEmpty()
        && inFlight.getLast().candidate().commitments()
            instanceof CandidateCommitments.Seed(var header)) {
      return header.watermark();
    }
    return best.watermark(para);
  }

  private void build(Moment moment, RelayState best, Watermark cut) {
    isWaiting = false;
    long ticket = tickets.next();
    building.put(ticket, new Attempt(best, cut));
    moment.emit(new NodeEffect.BuildBlock(ticket, best.ref().hash(), cut));
  }

  /** Whether the ticket was one of this component and still matters. */
  boolean built(Moment moment, NodeInput.BlockBuilt input) {
    Attempt attempt = building.remove(input.ticket());
    Optional<RelayState> best = view.best();
    if (attempt == null || best.isEmpty()) {
      return false;
    }
    if (input.built().isEmpty()) {
      unbuilt(moment, best.get(), attempt);
      return false;
    }
    NodeInput.Built built = input.built().get();
    for (Item item : built.outgoing()) {
      held.add(item.id(), item.body().size(), best.get().number());
    }
    if (!built.outgoing().isEmpty()) {
      moment.emit(new NodeEffect.StoreItems(built.outgoing()));
    }
    PeerRequest.Submit request =
        new PeerRequest.Submit(CandidateCodec.encode(built.candidate()), built.pov());
    List<PeerId> members = Groups.peers(best.get().session(), Groups.backing(best.get(), para));
    submit(moment, new Submitting(request, groups.inDialOrder(members), RETRIES_MAX));
    return true;
  }

  private void unbuilt(Moment moment, RelayState best, Attempt attempt) {
    if (attempt.cut().equals(Watermark.endOf(best.number()))) {
      return; // all is held, nothing is to come
    }
    Optional<RelayState> earlier = earlier(best, attempt.relayParent().number());
    isUnbuilt = earlier.isEmpty();
    earlier.ifPresent(state -> build(moment, state, Watermark.endOf(state.number())));
  }

  /**
   * The newest relay parent below a block on which all that waits is held; the para stood still.
   */
  private Optional<RelayState> earlier(RelayState best, long below) {
    for (RelayParent parent : best.relayParents().reversed()) {
      Optional<RelayState> state = view.state(parent.ref().hash());
      if (parent.ref().number() < below
          && state.isPresent()
          && isSamePara(best, state.get())
          && isAllHeld(state.get())) {
        return state;
      }
    }
    return Optional.empty();
  }

  private boolean isSamePara(RelayState best, RelayState state) {
    return state.session().index() == best.session().index()
        && state.inFlight(para).equals(best.inFlight(para))
        && state.para(para).map(ParaRecord::head).equals(best.para(para).map(ParaRecord::head));
  }

  /** Whether something waits after the newest candidate, and all of it is held. */
  private boolean isAllHeld(RelayState state) {
    QueueOrder order = state.settings().order();
    Watermark last = lastWatermark(state);
    List<QueueEntry> next =
        QueueEntry.pending(state, para).stream()
            .filter(entry -> order.isAfter(entry.position(), last))
            .toList();
    return !next.isEmpty() && next.stream().allMatch(entry -> held.holds(entry.key()));
  }

  private void submit(Moment moment, Submitting one) {
    if (!one.members().isEmpty()) {
      submitting.put(connections.ask(moment, one.members().getFirst(), one.request()), one);
    }
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Submitting one = submitting.remove(input.ticket());
    if (one == null) {
      return false;
    }
    boolean isTaken = input.response() instanceof PeerResponse.Taken;
    boolean isLater =
        input.response() instanceof PeerResponse.Refusal refusal
            && refusal.retryAfterMillis() > 0
            && one.retries() > 0;
    if (isLater) {
      later.add(new Later(moment.nowNanos() + settings.timing().retryNanos(), one.again()));
    } else if (!isTaken) {
      submit(moment, one.next());
    }
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket) {
    Submitting one = submitting.remove(ticket);
    if (one == null) {
      return false;
    }
    submit(moment, one.next());
    return true;
  }

  /** Builds, and submits again, what time has come for. */
  void elapsed(Moment moment) {
    List<Later> due = later.stream().filter(one -> one.atNanos() <= moment.nowNanos()).toList();
    later.removeAll(due);
    due.forEach(one -> submit(moment, one.submitting()));
    buildIfTime(moment);
  }

  /** When {@link #elapsed} must be called; MAX_VALUE if nothing waits for time. */
  long nextDeadlineNanos() {
    long next = isPatient && isWaiting ? buildAtNanos : Long.MAX_VALUE;
    for (Later one : later) {
      next = Math.min(next, one.atNanos());
    }
    return next;
  }
}
