package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.judge.Cutoffs;
import dev.fairlead.xcmp.judge.HandOverNote;
import dev.fairlead.xcmp.judge.JudgedEntry;
import dev.fairlead.xcmp.judge.NetworkAddress;
import dev.fairlead.xcmp.judge.Observation;
import dev.fairlead.xcmp.judge.Observations;
import dev.fairlead.xcmp.judge.Protection;
import dev.fairlead.xcmp.judge.Standing;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerLimits;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges the collators that a validator serves by what the relay chain shows (section 5.7, AM16).
 * Whoever has proven to be a validator is not judged; everybody else that takes bodies is.
 *
 * <pre>
 * unknown → proven    an entry that it got was acked
 * any     → overdue   one that it got was not acked within the cutoff: reported, disconnected,
 *                     refused while others of its para ask
 * overdue → proven    acked since, and the time of forgiving is over
 * any     → (gone)    seen longest ago of too many
 * </pre>
 */
final class CollatorJudge implements Clientele {
  private static final int ASKERS_MAX = 64;

  private final DeliverySettings.Judging settings;
  private final RelayView view;
  private final Connections connections;
  private final Observations seen;
  private final Cutoffs cutoffs;
  private final Map<PeerId, JudgedEntry> blamed = new LinkedHashMap<>();
  private final SortedMap<ParaId, SequencedMap<PeerId, Long>> askers = new TreeMap<>();
  private final CollatorPlaces places;
  private Optional<RelayState> last = Optional.empty();
  private long lastNanos;

  CollatorJudge(DeliverySettings.Judging settings, RelayView view, Connections connections) {
    this.settings = settings;
    this.view = view;
    this.connections = connections;
    this.places = new CollatorPlaces(settings.rules(), connections);
    this.seen = new Observations(settings.rules());
    this.cutoffs = new Cutoffs(settings.rules().cutoff());
  }

  @Override
  public boolean isServed(PeerId peer, RelayState anchor, ParaId recipient) {
    if (connections.isValidator(peer)) {
      return true;
    }
    RelayState best = view.best().orElse(anchor);
    if (!isOverdue(peer, best)) {
      noteAsker(peer, best.number(), recipient);
      return true;
    }
    return better(best, recipient) < betterWanted(best, recipient);
  }

  private void noteAsker(PeerId peer, long block, ParaId recipient) {
    SequencedMap<PeerId, Long> own = askers.computeIfAbsent(recipient, _ -> new LinkedHashMap<>());
    own.putLast(peer, block);
    if (own.size() > ASKERS_MAX) {
      own.pollFirstEntry();
    }
  }

  /** How many that are not overdue have asked within the cutoff. */
  private long better(RelayState best, ParaId recipient) {
    SequencedMap<PeerId, Long> own = askers.getOrDefault(recipient, new LinkedHashMap<>());
    long since = best.number() - cutoffs.blocks(recipient);
    return own.entrySet().stream()
        .filter(one -> one.getValue() >= since)
        .filter(one -> !isOverdue(one.getKey(), best))
        .count();
  }

  /**
   * One is enough to refuse the overdue, and one more for each block by which the front of the
   * queue has waited longer than the cutoff: whoever blocks a para must bring ever more identities.
   */
  private long betterWanted(RelayState best, ParaId recipient) {
    Optional<ParaRecord> para = best.para(recipient);
    Optional<Long> front =
        best.queue(recipient).entries().stream().map(one -> one.block()).findFirst();
    if (para.isEmpty() || front.isEmpty()) {
      return 1;
    }
    long since = Math.max(front.get(), para.get().lastAdvanceBlock());
    return 1 + Math.max(0, best.number() - since - cutoffs.blocks(recipient));
  }

  @Override
  public ServiceClass classOf(PeerId peer) {
    if (connections.isValidator(peer)) {
      return ServiceClass.VALIDATOR;
    }
    boolean isWhitelisted =
        settings.rules().isOn(Protection.WHITELIST)
            && seen.isProven(peer)
            && view.best().filter(best -> !isOverdue(peer, best)).isPresent();
    return isWhitelisted ? ServiceClass.WHITELISTED : ServiceClass.OTHER;
  }

  @Override
  public void given(PeerId peer, QueueEntry entry) {
    gave(peer, entry, Observation.How.PULLED);
  }

  /** A collator was given an entry that is on the best fork; on others nothing is observed. */
  void gave(PeerId peer, QueueEntry entry, Observation.How how) {
    Optional<RelayState> best = view.best();
    JudgedEntry judged = judged(entry);
    if (best.isEmpty() || connections.isValidator(peer) || !isOn(best.get(), judged)) {
      return;
    }
    cutoffs.look(judged.recipient(), relayed(best.get(), judged.recipient()));
    seen.sent(best.get().number(), peer, judged, how);
  }

  private static JudgedEntry judged(QueueEntry entry) {
    return new JudgedEntry(entry.id().recipient(), entry.position(), entry.id().blockHash());
  }

  /** Whether the block that sent an entry is on the fork of a state. */
  private static boolean isOn(RelayState state, JudgedEntry entry) {
    return state.enactedIn(entry.position().block()).stream()
        .anyMatch(one -> one.block().hash().equals(entry.blockHash()));
  }

  /** The best block has moved: clocks go on, acks are seen, the overdue are cut off. */
  void imported(Moment moment, NodeInput.BlockImported block) {
    RelayState best = block.state();
    boolean isStalled = last.isPresent() && moment.nowNanos() - lastNanos > settings.stallNanos();
    if (isStalled) {
      seen.relayStalled(best.number());
    }
    if (last.filter(one -> !one.ref().hash().equals(block.parent())).isPresent()) {
      revert(best);
    }
    for (ParaId recipient : seen.recipients()) {
      observe(best, recipient);
    }
    boolean isNewSession =
        last.filter(one -> one.session().index() != best.session().index()).isPresent();
    if (isNewSession) {
      cutoffs.paras().forEach(para -> cutoffs.step(para, relayed(best, para)));
    }
    last = Optional.of(best);
    lastNanos = moment.nowNanos();
    blame(moment, best);
    places.moved(moment, best.number(), this::standing);
  }

  private void revert(RelayState best) {
    for (ParaId recipient : seen.recipients()) {
      for (JudgedEntry entry : seen.waitingFor(recipient)) {
        if (!isOn(best, entry)) {
          seen.reverted(entry);
        }
      }
    }
  }

  private void observe(RelayState best, ParaId recipient) {
    Cutoffs.Relayed relayed = relayed(best, recipient);
    cutoffs.look(recipient, relayed);
    if (relayed.isThread()
        && best.inFlight(recipient).isEmpty()
        && relayed.lastBlock() != best.number()) {
      seen.withoutCore(recipient, best.number());
    }
    if (seen.isFrontAwaited(recipient)) {
      Hash32 none = Hash32.ZERO;
      best.queue(recipient).entries().stream()
          .findFirst()
          .map(at ->
              new JudgedEntry(
                  recipient,
                  at,
                  best.enactedIn(at.block()).stream()
                      .map(one -> one.block().hash())
                      .findFirst()
                      .orElse(none)))
          .ifPresent(front -> seen.reachedFront(best.number(), front));
    }
    seen.acked(best.number(), recipient, best.watermark(recipient), best.settings().order())
        .forEach(one -> cutoffs.acked(recipient, one.blocks()));
  }

  private Cutoffs.Relayed relayed(RelayState best, ParaId para) {
    Optional<ParaRecord> found = best.para(para);
    boolean isThread =
        found.filter(one -> one.kind() == ParaKind.THREAD).isPresent()
            && best.session().core(para).isEmpty();
    OptionalLong declared =
        found.flatMap(ParaRecord::cutoffBlocks).stream().mapToLong(Integer::longValue).findFirst();
    int rotation = best.settings().candidates().rotationBlocks();
    int period = isThread ? sessionBlocks(best) : rotation;
    return new Cutoffs.Relayed(
        isThread,
        declared,
        found.map(ParaRecord::lastOwnBlock).orElse(0L),
        settings.isLaboratory() ? Integer.MAX_VALUE : period);
  }

  /** As long as the session before; without bound if there was none. */
  private static int sessionBlocks(RelayState best) {
    RelaySession session = best.session();
    return session.index() == 0
        ? Integer.MAX_VALUE
        : best.session(session.index() - 1)
            .map(before -> (int) (session.startBlock() - before.startBlock()))
            .orElse(Integer.MAX_VALUE);
  }

  private void blame(Moment moment, RelayState best) {
    if (!settings.rules().isOn(Protection.BLACKLIST)) {
      return;
    }
    blamed.keySet().removeIf(peer -> overdue(peer, best).isEmpty());
    for (PeerId holder : seen.holders()) {
      Optional<Observation> late = overdue(holder, best);
      if (late.isPresent() && blamed.putIfAbsent(holder, late.get().entry()) == null) {
        connections.blame(moment, holder, NodeEffect.PeerFault.BLACKLISTED);
      }
    }
  }

  private boolean isOverdue(PeerId peer, RelayState best) {
    return settings.rules().isOn(Protection.BLACKLIST) && overdue(peer, best).isPresent();
  }

  private Optional<Observation> overdue(PeerId peer, RelayState best) {
    return seen.overdue(peer, best.number(), cutoffs::blocks);
  }

  /** Somebody has connected: if there are too many, who is served last has to leave. */
  void connected(Moment moment, NodeInput.PeerConnected input) {
    places.connected(moment, input, this::standing);
  }

  /**
   * What a member of the group that served before says of a collator (N-G3); it decides only where
   * nothing else does.
   */
  void noted(PeerResponse.PeerNote note) {
    places.noted(note);
  }

  /** What the next group is told of connected collators, at most {@link PeerLimits#NOTES_MAX}. */
  List<PeerResponse.PeerNote> notes() {
    long now = view.best().map(RelayState::number).orElse(0L);
    List<PeerResponse.PeerNote> notes = new ArrayList<>();
    for (PeerId peer : connections.others()) {
      if (notes.size() < PeerLimits.NOTES_MAX) {
        HandOverNote note = seen.note(peer, now, cutoffs::blocks);
        Bytes prefix = connections.address(peer).map(NetworkAddress::bytes).orElse(Bytes.EMPTY);
        notes.add(
            new PeerResponse.PeerNote(
                peer,
                prefix,
                8 * prefix.size(),
                note.good(),
                note.bad(),
                (int) Math.min(note.medianBlocks(), 0xffff),
                now));
      }
    }
    return notes;
  }

  /** What our own observations say of a peer. */
  Standing standing(PeerId peer) {
    long now = view.best().map(RelayState::number).orElse(0L);
    return Standing.of(seen, settings.rules(), peer, now, cutoffs::blocks);
  }

  /** Who holds an entry that is not acked, as far as this node knows. */
  List<PeerId> holders(QueueEntry entry) {
    return seen.holders(judged(entry));
  }

  /** Those of some collators that are served first; the overdue only if there are no others. */
  List<PeerId> choose(Moment moment, List<PeerId> collators, int number) {
    return places.choose(moment, collators, number, this::standing);
  }

  /** Collators that are cut off, first blamed first. */
  List<PeerId> blacklisted() {
    return List.copyOf(blamed.keySet());
  }
}
