package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.judge.Observation;
import dev.fairlead.xcmp.judge.Protection;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Sees to it that enough collators of a recipient have an entry (N-R1a): {@link RedundancyTarget}
 * at first, one more with each relay block without ack. Collators cannot be dialled, so those that
 * are connected are told, or given the body unasked if pushing is on (AM24).
 *
 * <pre>
 * held, enacted → fed       pushing on: pushed to as many as the target says
 * fed           → fed       a block without ack: one more is pushed to, or told of it
 * fed           → (gone)    acked, or the oldest of too many
 * </pre>
 */
final class CollatorFeed {
  private static final int FED_MAX = 1_024;
  private static final int BACKED_MAX = 64;
  private static final int PATIENCE_BLOCKS = 2; // in which collators ask by themselves

  private final NodeParts parts;
  private final DeliverySettings settings;
  private final CollatorJudge judge;
  private final SequencedMap<Hash32, Set<EntryId>> backed = new LinkedHashMap<>();
  private final SequencedMap<EntryId, Fed> fed = new LinkedHashMap<>();
  private final SequencedMap<EntryId, Set<PeerId>> early = new LinkedHashMap<>(); // pipelined to
  private final Map<Long, Feeding> loading = new HashMap<>();
  private final Map<Long, Feeding> pushing = new HashMap<>();

  CollatorFeed(NodeParts parts, CollatorJudge judge) {
    this.parts = parts;
    this.settings = parts.store().settings();
    this.judge = judge;
  }

  private static final class Fed {
    private QueueEntry entry;
    private final Set<PeerId> told = new HashSet<>();

    private Fed(QueueEntry entry) {
      this.entry = entry;
    }
  }

  /** What is on its way: named by its block, or by its candidate if that is not included. */
  private record Feeding(Hash32 anchor, EntryId key, EntryId id, List<PeerId> targets) {}

  private boolean isOn() {
    return settings.judging().rules().isOn(Protection.REDUNDANCY);
  }

  /** What a candidate sends is held; it becomes entries if it is enacted. */
  void backed(List<Item> outgoing) {
    for (Item item : outgoing) {
      backed.computeIfAbsent(item.id().blockHash(), _ -> new HashSet<>()).add(item.id());
      if (backed.size() > BACKED_MAX) {
        backed.pollFirstEntry();
      }
    }
  }

  /** The best block has moved. */
  void imported(Moment moment, NodeInput.BlockImported block) {
    RelayState best = block.state();
    if (settings.judging().pipelining().isOn()) {
      pipeline(moment, block);
    }
    if (!isOn()) {
      return;
    }
    for (RelayEvent event : block.events()) {
      if (event instanceof RelayEvent.CandidateEnacted(var candidate, _)
          && backed.containsKey(candidate)) {
        Enacted enacted = best.enacted(candidate).orElseThrow();
        QueueEntry.sentBy(best, enacted).forEach(entry -> available(moment, best, entry));
      }
    }
    fed.values().removeIf(one -> isAcked(best, one.entry));
    fed.values().forEach(one -> spread(moment, best, one));
  }

  /** What was backed just now goes to collators before it is included (5.9, AM15). */
  private void pipeline(Moment moment, NodeInput.BlockImported block) {
    for (RelayEvent event : block.events()) {
      if (event instanceof RelayEvent.CandidateBacked taken) {
        for (EntryId key : backed.getOrDefault(taken.candidate(), Set.of())) {
          List<PeerId> collators = parts.connections().ofPara(key.recipient());
          int target = settings.judging().redundancy().after(0, collators.size());
          List<PeerId> chosen = judge.choose(moment, collators, target);
          load(moment, new Feeding(block.state().ref().hash(), key, key, chosen));
        }
      }
    }
  }

  private static boolean isAcked(RelayState best, QueueEntry entry) {
    return !best.settings()
        .order()
        .isAfter(entry.position(), best.watermark(entry.id().recipient()));
  }

  /**
   * An entry of the best block is held.
   *
   * @return to whom it is given unasked
   */
  List<PeerId> available(Moment moment, RelayState best, QueueEntry entry) {
    if (!isOn() || !parts.store().held().holds(entry.key())) {
      return List.of();
    }
    Fed one = fed.computeIfAbsent(entry.key(), _ -> new Fed(entry));
    one.entry = entry; // another fork names it by another block
    Set<PeerId> had = early.remove(entry.key());
    if (had != null) { // their clocks begin now that there is an entry
      one.told.addAll(had);
      had.forEach(peer -> judge.gave(peer, entry, Observation.How.PUSHED));
    }
    if (fed.size() > FED_MAX) {
      fed.pollFirstEntry();
    }
    return settings.judging().isPushing() ? spread(moment, best, one) : List.of();
  }

  private List<PeerId> spread(Moment moment, RelayState best, Fed one) {
    long waits = best.number() - one.entry.id().block();
    boolean isPushing = settings.judging().isPushing();
    if (waits < 0 || (!isPushing && waits < PATIENCE_BLOCKS)) {
      return List.of();
    }
    ParaId recipient = one.entry.id().recipient();
    List<PeerId> collators = parts.connections().ofPara(recipient);
    int target =
        settings
            .judging()
            .redundancy()
            .after((int) Math.min(waits, Integer.MAX_VALUE), collators.size());
    Set<PeerId> reached = new HashSet<>(judge.holders(one.entry));
    reached.addAll(one.told);
    reached.retainAll(new HashSet<>(collators));
    if (reached.size() >= target) {
      return List.of();
    }
    List<PeerId> lacking = collators.stream().filter(peer -> !reached.contains(peer)).toList();
    List<PeerId> chosen = judge.choose(moment, lacking, target - reached.size());
    one.told.addAll(chosen);
    if (isPushing) {
      load(moment, new Feeding(best.ref().hash(), one.entry.key(), one.entry.id(), chosen));
    } else {
      tell(moment, one.entry, chosen);
    }
    return chosen;
  }

  private void tell(Moment moment, QueueEntry entry, List<PeerId> collators) {
    long bodyBytes =
        parts.store().held().get(entry.key()).map(HeldEntries.Held::bodyBytes).orElse(0L);
    Notification news =
        new Notification.Announce(List.of(new Notification.Announced(entry.id(), bodyBytes)));
    collators.forEach(peer -> moment.emit(new NodeEffect.Notify(peer, news)));
  }

  private void load(Moment moment, Feeding feeding) {
    if (!feeding.targets().isEmpty() && loading.size() < settings.load().requestsMax()) {
      long ticket = parts.tickets().next();
      loading.put(ticket, feeding);
      moment.emit(new NodeEffect.LoadItems(ticket, List.of(feeding.key())));
    }
  }

  /** Whether the ticket was one of this component. */
  boolean loaded(Moment moment, NodeInput.ItemsLoaded input) {
    Feeding feeding = loading.remove(input.ticket());
    if (feeding == null) {
      return false;
    }
    Optional<Item> item = input.items().getFirst();
    if (item.isPresent()) {
      List<Item> items = List.of(HeldEntries.named(item.get(), feeding.id()));
      for (PeerId peer : feeding.targets()) {
        if (parts.connections().isConnected(peer)) { // collators are never dialled
          PeerRequest request = new PeerRequest.Push(feeding.anchor(), items);
          pushing.put(parts.connections().ask(moment, peer, request), feeding);
        }
      }
    }
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean answered(NodeInput.Answered input) {
    Feeding feeding = pushing.remove(input.ticket());
    if (feeding == null) {
      return false;
    }
    if (input.response() instanceof PeerResponse.Pushed pushed && !pushed.accepted().isEmpty()) {
      Fed one = fed.get(feeding.key());
      if (one != null) {
        judge.gave(input.peer(), one.entry, Observation.How.PUSHED);
      } else if (feeding.id().isPipelined()) {
        early.computeIfAbsent(feeding.key(), _ -> new LinkedHashSet<>()).add(input.peer());
        if (early.size() > FED_MAX) {
          early.pollFirstEntry();
        }
      }
    }
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean failed(long ticket) {
    return pushing.remove(ticket) != null;
  }
}
