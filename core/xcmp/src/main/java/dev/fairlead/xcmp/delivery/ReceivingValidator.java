package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * A member of the group that receives for paras: takes what is pushed, pulls what was not pushed
 * within a block, and tells connected collators (section 5.3, AM24). After a rotation it pulls what
 * still waits: from its own group, from the sending validators.
 *
 * <pre>
 * pushed           → checking   an entry that waits for one of its paras, not held
 * checking         → held       good: stored, then answered, announced
 * waits one block  → pulling    {@link FetchPlan}
 * pulling          → held       stored, announced
 * </pre>
 */
final class ReceivingValidator {
  private final RelayView view;
  private final Groups groups;
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final FetchPlan pulling;
  private final Map<Long, Checking> checking = new HashMap<>();
  private Turn turn = new Turn(-1, -1, List.of());

  ReceivingValidator(
      RelayView view,
      Groups groups,
      Connections connections,
      SendingValidator.Store store,
      Tickets tickets) {
    this.view = view;
    this.groups = groups;
    this.connections = connections;
    this.held = store.held();
    this.settings = store.settings();
    this.tickets = tickets;
    this.pulling = new FetchPlan(view, connections, this::sources, store, tickets);
  }

  /** The paras of this node's group between two rotations. */
  private record Turn(long session, long rotation, List<ParaId> paras) {}

  private record Checking(
      NodeInput.Asked asked,
      List<Integer> positions,
      List<EntryId> keys,
      List<Item> items,
      List<Integer> duplicate,
      List<PeerResponse.Rejected> rejected) {}

  /** The best block has moved. */
  void moved(Moment moment, RelayState best) {
    List<QueueEntry> wanted = new ArrayList<>();
    for (ParaId para : served(best)) {
      List<QueueEntry> pending = QueueEntry.pending(best, para);
      int count = Math.min(pending.size(), settings.front().entriesMax());
      pending.subList(0, count).stream()
          .filter(entry -> entry.id().block() < best.number())
          .forEach(wanted::add);
    }
    pulling.want(wanted);
    pulling.ask(moment);
  }

  /** Whether this node's group receives for a para in the next block. */
  boolean serves(RelayState state, ParaId para) {
    return groups.own(state.session()).equals(Optional.of(Groups.backing(state, para)));
  }

  private List<ParaId> served(RelayState best) {
    RelaySession session = best.session();
    int period = best.settings().candidates().rotationBlocks();
    long rotation = (best.number() + 1 - session.startBlock()) / period;
    if (turn.session() != session.index() || turn.rotation() != rotation) {
      List<ParaId> paras = best.paras().stream().filter(one -> serves(best, one)).toList();
      turn = new Turn(session.index(), rotation, paras);
    }
    return turn.paras();
  }

  private List<PeerId> sources(RelayState best, QueueEntry entry) {
    SequencedSet<PeerId> order = new LinkedHashSet<>();
    order.addAll(groups.inDialOrder(groups.others(best.session())));
    order.addAll(groups.inDialOrder(entry.backers(best)));
    return List.copyOf(order);
  }

  void pushed(Moment moment, NodeInput.Asked asked, PeerRequest.Push push) {
    Optional<RelayState> state = view.state(push.anchor());
    if (state.isEmpty()) {
      long retryMillis = settings.timing().retryNanos() / 1_000_000;
      answer(
          moment,
          asked,
          new PeerResponse.Refusal(ErrorCode.UNKNOWN_RELAY_BLOCK, retryMillis, Optional.empty()));
      return;
    }
    if (checking.size() >= settings.load().requestsMax()) {
      long retryMillis = settings.timing().retryNanos() / 1_000_000;
      answer(
          moment, asked, new PeerResponse.Refusal(ErrorCode.BUSY, retryMillis, Optional.empty()));
      return;
    }
    Checking one =
        new Checking(
            asked,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (int at = 0; at < push.items().size(); at++) {
      sort(one, state.get(), at, push.items().get(at));
    }
    if (one.items().isEmpty()) {
      finish(moment, one, List.of());
    } else {
      long ticket = tickets.next();
      checking.put(ticket, one);
      moment.emit(new NodeEffect.JudgeItems(ticket, push.anchor(), one.items()));
    }
  }

  private void sort(Checking one, RelayState state, int at, Item item) {
    EntryId id = item.id();
    Optional<QueueEntry> entry =
        QueueEntry.of(state, id.channel(), id.block()).filter(found -> found.id().equals(id));
    if (entry.isEmpty()) {
      one.rejected().add(new PeerResponse.Rejected(at, ErrorCode.NO_SUCH_CHANNEL));
    } else if (!state.queue(id.recipient()).contains(id.position())) {
      one.rejected().add(new PeerResponse.Rejected(at, ErrorCode.ALREADY_ACKED));
    } else if (!serves(state, id.recipient())) {
      one.rejected().add(new PeerResponse.Rejected(at, ErrorCode.NOT_RESPONSIBLE));
    } else if (held.holds(entry.get().key())) {
      one.duplicate().add(at);
    } else if (held.bytes() >= settings.retention().bytesMax()) {
      one.rejected().add(new PeerResponse.Rejected(at, ErrorCode.STORE_FULL));
    } else {
      one.positions().add(at);
      one.keys().add(entry.get().key());
      one.items().add(item);
    }
  }

  /** Whether the ticket was one of this component. */
  boolean judged(Moment moment, NodeInput.ItemsJudged input) {
    Checking one = checking.remove(input.ticket());
    if (one != null) {
      finish(moment, one, input.faults());
      return true;
    }
    Optional<List<EntryId>> pulled = pulling.judged(moment, input);
    pulled.ifPresent(fresh -> announce(moment, fresh));
    return pulled.isPresent();
  }

  private void finish(Moment moment, Checking one, List<Optional<ItemFault>> faults) {
    List<Integer> accepted = new ArrayList<>();
    List<Item> good = new ArrayList<>();
    List<EntryId> fresh = new ArrayList<>();
    boolean isPeerToBlame = false;
    long bestBlock = view.best().map(RelayState::number).orElse(0L);
    for (int at = 0; at < one.items().size(); at++) {
      int position = one.positions().get(at);
      EntryId key = one.keys().get(at);
      Item item = one.items().get(at);
      Optional<ItemFault> fault = faults.get(at);
      if (fault.isPresent()) {
        isPeerToBlame |= fault.get().isPenalized();
        one.rejected().add(new PeerResponse.Rejected(position, fault.get().code()));
      } else if (held.add(key, item.body().size(), bestBlock)) {
        accepted.add(position);
        good.add(HeldEntries.named(item, key));
        fresh.add(key);
      } else {
        one.duplicate().add(position);
      }
    }
    if (!good.isEmpty()) {
      moment.emit(new NodeEffect.StoreItems(good));
    }
    answer(moment, one.asked(), new PeerResponse.Pushed(accepted, one.duplicate(), one.rejected()));
    if (isPeerToBlame) {
      connections.blame(moment, one.asked().peer(), NodeEffect.PeerFault.INVALID_ITEM);
    }
    announce(moment, fresh);
  }

  /** Tells connected collators of the recipients. */
  private void announce(Moment moment, List<EntryId> keys) {
    Optional<RelayState> best = view.best();
    Set<EntryId> fresh = Set.copyOf(keys);
    Set<ParaId> recipients = new LinkedHashSet<>();
    keys.forEach(key -> recipients.add(key.recipient()));
    for (ParaId recipient : recipients) {
      List<PeerId> collators = connections.ofPara(recipient);
      if (best.isEmpty() || collators.isEmpty()) {
        continue;
      }
      List<Notification.Announced> news = new ArrayList<>();
      for (QueueEntry entry : QueueEntry.pending(best.get(), recipient)) {
        if (fresh.contains(entry.key())) {
          long bodyBytes = held.get(entry.key()).orElseThrow().bodyBytes();
          news.add(new Notification.Announced(entry.id(), bodyBytes));
        }
      }
      if (!news.isEmpty()) {
        collators.forEach(
            peer -> moment.emit(new NodeEffect.Notify(peer, new Notification.Announce(news))));
      }
    }
  }

  private static void answer(Moment moment, NodeInput.Asked asked, PeerResponse response) {
    moment.emit(new NodeEffect.Answer(asked.peer(), asked.ticket(), response));
  }

  FetchPlan pulling() {
    return pulling;
  }
}
