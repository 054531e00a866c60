package dev.fairlead.xcmp.delivery;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A member of the group that receives for paras: takes what is pushed, shares it inside the group,
 * gets what it lacks, and tells connected collators (sections 5.3, 5.11, AM24). What other members
 * say to hold is fetched from them after a block. What nobody says to hold after two blocks is
 * fetched from those who backed it; after one block already a single entry, drawn by chance, which
 * shows whether they keep what they must.
 *
 * <pre>
 * pushed                      → checking   an entry that waits for one of its paras, not held; only
 *                                          as many bytes as answers may take (AM22), else busy
 * checking                    → held       good: stored, then answered, announced, receipt due
 * waits, a member holds it    → pulling    {@link FetchPlan}
 * waits two blocks            → pulling
 * pulling                     → held       stored, announced, receipt due
 * held                        → (told)     passed on in the group if a collator pushed it (S4)
 * </pre>
 */
final class ReceivingValidator {
  private static final int UNSECURED_BLOCKS = 2;

  private final RelayView view;
  private final Groups groups;
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final FetchPlan pulling;
  private final CollatorNews news;
  private final EntryPusher pushing;
  private final Receipts receipts;
  private final HandOver handOver;
  private final Map<Long, Checking> checking = new HashMap<>();
  private Optional<QueueEntry> checked = Optional.empty(); // by which the senders are checked

  ReceivingValidator(
      NodeParts parts,
      EntryPusher pushing,
      Receipts receipts,
      HandOver handOver,
      CollatorNews news) {
    this.view = parts.view();
    this.groups = parts.groups();
    this.connections = parts.connections();
    this.held = parts.store().held();
    this.settings = parts.store().settings();
    this.tickets = parts.tickets();
    this.pushing = pushing;
    this.receipts = receipts;
    this.handOver = handOver;
    this.news = news;
    this.pulling = new FetchPlan(view, connections, this::sources, parts.store(), tickets);
  }

  private record Checking(
      NodeInput.Asked asked,
      List<Integer> positions,
      List<EntryId> keys,
      List<Item> items,
      List<Integer> duplicate,
      List<PeerResponse.Rejected> rejected) {}

  /** The best block has moved, or others hold more. */
  void moved(Moment moment, RelayState best) {
    List<QueueEntry> wanted = new ArrayList<>();
    List<QueueEntry> untold = new ArrayList<>(); // new, and no member says to hold it
    for (ParaId para : groups.served(best)) {
      List<QueueEntry> pending = QueueEntry.pending(best, para);
      int count = Math.min(pending.size(), settings.front().entriesMax());
      for (QueueEntry entry : pending.subList(0, count)) {
        long age = best.number() - entry.id().block();
        if (age >= patienceBlocks(best, entry)) {
          wanted.add(entry);
        } else if (age == 1 && !held.holds(entry.key())) {
          untold.add(entry);
        }
      }
    }
    checked = SeededShuffle.of(groups.chance(best), untold).stream().findFirst();
    checked.ifPresent(wanted::add);
    pulling.want(wanted);
    pulling.ask(moment);
  }

  /** From whoever says to hold it an entry is fetched a block later, else two. */
  private int patienceBlocks(RelayState best, QueueEntry entry) {
    boolean isTold =
        !settings.sharing().usesReceipts()
            || handOver.holder(entry).isPresent()
            || !receipts.holders(best, entry).isEmpty();
    return isTold ? 1 : UNSECURED_BLOCKS;
  }

  /**
   * Members that say to hold it, and who of the group before does; then, for what is not secured in
   * time and for the one entry by which the senders are checked, those who backed it, the partner
   * first.
   */
  private SourceLadder sources(RelayState best, QueueEntry entry) {
    SequencedSet<PeerId> order = new LinkedHashSet<>();
    boolean usesReceipts = settings.sharing().usesReceipts();
    List<PeerId> fellows =
        usesReceipts ? receipts.holders(best, entry) : groups.others(best.session());
    order.addAll(groups.inDialOrder(fellows));
    handOver.holder(entry).ifPresent(order::add);
    boolean isChecked = checked.filter(one -> one.key().equals(entry.key())).isPresent();
    boolean isLate = best.number() - entry.id().block() >= UNSECURED_BLOCKS;
    if (!usesReceipts || isLate || isChecked) {
      entry
          .backing(best)
          .map(seat -> groups.withoutSelf(groups.partners(best, seat)))
          .ifPresent(order::addAll);
    }
    return SourceLadder.oneByOne(List.copyOf(order));
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
    if (checking.size() >= settings.load().requestsMax() || !isRoom(push)) {
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

  /** Whether what is pushed fits beside the bodies that are being checked (AM22). */
  private boolean isRoom(PeerRequest.Push push) {
    long bytes = bodyBytes(push.items());
    for (Checking one : checking.values()) {
      bytes += bodyBytes(one.items());
    }
    return bytes <= settings.load().responseBytesMax();
  }

  private static long bodyBytes(List<Item> items) {
    return items.stream().mapToLong(item -> item.body().size()).sum();
  }

  private void sort(Checking one, RelayState state, int at, Item item) {
    EntryId id = item.id();
    Optional<QueueEntry> entry =
        QueueEntry.of(state, id.channel(), id.block()).filter(found -> found.id().equals(id));
    if (entry.isEmpty()) {
      one.rejected().add(new PeerResponse.Rejected(at, ErrorCode.NO_SUCH_CHANNEL));
    } else if (!state.queue(id.recipient()).contains(id.position())) {
      one.rejected().add(new PeerResponse.Rejected(at, ErrorCode.ALREADY_ACKED));
    } else if (!groups.serves(state, id.recipient())) {
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
    pulled.ifPresent(fresh -> {
      held.received(fresh);
      news.announce(moment, fresh);
      receipts.fresh(moment, fresh);
    });
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
    held.received(fresh);
    news.announce(moment, fresh);
    receipts.fresh(moment, fresh);
    if (!connections.isValidator(one.asked().peer())) {
      passOn(moment, fresh);
    }
  }

  /** S4: a collator has told one member; that one tells the others of its group. */
  private void passOn(Moment moment, List<EntryId> keys) {
    Optional<RelayState> best = view.best();
    if (best.isEmpty()) {
      return;
    }
    for (EntryId key : keys) {
      Optional<QueueEntry> entry = QueueEntry.of(best.get(), key);
      if (entry.isPresent()) {
        for (PeerId member : groups.others(best.get().session())) {
          pushing.push(moment, best.get().ref().hash(), List.of(entry.get()), List.of(member));
        }
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
