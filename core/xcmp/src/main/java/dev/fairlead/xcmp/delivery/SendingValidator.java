package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCodec;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A member of the group that backs a para: takes candidates, checks them, keeps what they send and
 * signs, and shares inside the group (sections 5.3, AM18). Items are on disk before the statement.
 *
 * <pre>
 * submitted → judging    group and session fit, not too many at once
 * judging   → backed     good: items stored, signed, handed on to the group if a collator sent it
 * judging   → (gone)     wrong: the peer is blamed
 * (seen)    → asking     the relay chain takes a candidate of the group that this member lacks
 * asking    → judging    another member has given the proof of validity
 * asking    → missed     no member has given it
 * missed    → asking     the next block, until it is too old for members to keep it
 * backed    → (gone)     too old to be backed or to become available any more
 * </pre>
 */
final class SendingValidator {
  private final RelayView view;
  private final Groups groups;
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final Map<Long, Judging> judging = new HashMap<>();
  private final Map<Long, Asking> asking = new HashMap<>();
  private final SequencedMap<Hash32, Missed> missed = new LinkedHashMap<>();
  private final SequencedMap<Hash32, Backed> backed = new LinkedHashMap<>();

  SendingValidator(
      RelayView view, Groups groups, Connections connections, Store store, Tickets tickets) {
    this.view = view;
    this.groups = groups;
    this.connections = connections;
    this.held = store.held();
    this.settings = store.settings();
    this.tickets = tickets;
  }

  /** What a node keeps, and the figures for it. */
  record Store(HeldEntries held, DeliverySettings settings) {}

  private record Submission(PeerId peer, long asked, PeerRequest.Submit request) {}

  private record Judging(
      Hash32 hash, Candidate candidate, Bytes pov, Optional<Submission> submission) {}

  /** A candidate that the group has backed and this member lacks, since a block. */
  private record Missed(Hash32 hash, Candidate candidate, long sinceBlock) {}

  private record Asking(Missed missed, List<PeerId> nextMembers) {}

  private record Backed(Hash32 povHash, Bytes pov, long sinceBlock) {}

  void submitted(Moment moment, PeerId peer, long asked, PeerRequest.Submit request) {
    Candidate candidate;
    try {
      candidate = CandidateCodec.decode(request.candidate());
    } catch (DecodingException e) {
      answer(moment, peer, asked, ErrorCode.MALFORMED);
      connections.blame(moment, peer, NodeEffect.PeerFault.MALFORMED);
      return;
    }
    Optional<RelayState> best = view.best();
    if (best.isEmpty() || view.state(candidate.relayParent()).isEmpty()) {
      answer(moment, peer, asked, ErrorCode.UNKNOWN_RELAY_BLOCK);
      return;
    }
    if (!isResponsible(best.get(), candidate)) {
      long group = Groups.backing(best.get(), candidate.para());
      refuse(moment, peer, asked, ErrorCode.NOT_RESPONSIBLE, Optional.of(group));
      return;
    }
    Hash32 hash = candidate.hash(best.get().settings().genesis());
    if (backed.containsKey(hash) || isJudging(hash)) {
      moment.emit(new NodeEffect.Answer(peer, asked, new PeerResponse.Taken()));
    } else if (judging.size() >= settings.load().judgementsMax()) {
      answer(moment, peer, asked, ErrorCode.BUSY);
    } else if (held.bytes() >= settings.retention().bytesMax()) {
      answer(moment, peer, asked, ErrorCode.STORE_FULL); // AM23: who has no room does not back
    } else {
      Submission submission = new Submission(peer, asked, request);
      judge(moment, new Judging(hash, candidate, request.pov(), Optional.of(submission)));
    }
  }

  private boolean isResponsible(RelayState best, Candidate candidate) {
    int group = Groups.backing(best, candidate.para());
    return best.para(candidate.para()).isPresent()
        && best.session().index() == candidate.session()
        && groups.own(best.session()).equals(Optional.of(group));
  }

  private boolean isJudging(Hash32 hash) {
    return judging.values().stream().anyMatch(one -> one.hash().equals(hash))
        || asking.values().stream().anyMatch(one -> one.missed().hash().equals(hash));
  }

  private void judge(Moment moment, Judging one) {
    long ticket = tickets.next();
    judging.put(ticket, one);
    moment.emit(new NodeEffect.JudgePov(ticket, one.candidate(), one.pov()));
  }

  /** Whether the ticket was one of this component. */
  boolean judged(Moment moment, NodeInput.PovJudged input) {
    Judging one = judging.remove(input.ticket());
    if (one == null) {
      return false;
    }
    if (input.outgoing().isEmpty()) {
      one.submission()
          .ifPresent(from -> {
            answer(moment, from.peer(), from.asked(), ErrorCode.REFUSED);
            connections.blame(moment, from.peer(), NodeEffect.PeerFault.INVALID_CANDIDATE);
          });
      return true;
    }
    keep(moment, one, input.outgoing().get());
    one.submission().ifPresent(from -> signAndShare(moment, one, from));
    return true;
  }

  private void keep(Moment moment, Judging one, List<Item> outgoing) {
    long bestBlock = view.best().map(RelayState::number).orElse(0L);
    for (Item item : outgoing) {
      Invariants.require(
          item.id().isPipelined() && item.id().blockHash().equals(one.hash()),
          () -> "an item of " + one.hash() + " is named " + item.id());
      held.add(item.id(), item.body().size(), bestBlock);
    }
    if (!outgoing.isEmpty()) {
      moment.emit(new NodeEffect.StoreItems(outgoing));
    }
    backed.put(one.hash(), new Backed(one.candidate().povHash(), one.pov(), bestBlock));
  }

  private void signAndShare(Moment moment, Judging one, Submission from) {
    moment.emit(
        new NodeEffect.State(one.hash(), one.candidate(), Notification.StatementKind.VALID));
    moment.emit(new NodeEffect.Answer(from.peer(), from.asked(), new PeerResponse.Taken()));
    List<PeerId> others = view.best().map(best -> groups.others(best.session())).orElse(List.of());
    if (!others.contains(from.peer())) {
      others.forEach(member -> connections.ask(moment, member, from.request()));
    }
  }

  /** Looks for candidates that the own group has backed and this member lacks. */
  void imported(Moment moment, NodeInput.BlockImported block) {
    RelayState state = block.state();
    Optional<Integer> own = groups.own(state.session());
    for (RelayEvent event : block.events()) {
      if (event instanceof RelayEvent.CandidateBacked taken
          && own.equals(Optional.of(taken.group()))
          && !backed.containsKey(taken.candidate())
          && !isJudging(taken.candidate())) {
        state.inFlight(taken.para()).stream()
            .filter(one -> one.hash().equals(taken.candidate()))
            .findFirst()
            .map(one -> new Missed(one.hash(), one.candidate(), state.number()))
            .ifPresent(one -> askForPov(moment, state, one));
      }
    }
    RelaySettings.Candidates rules = state.settings().candidates();
    int kept = rules.relayParentsMax() + rules.availabilityBlocks();
    missed.values().removeIf(one -> one.sinceBlock() + kept < state.number());
    if (block.isBest()) {
      List<Missed> again = List.copyOf(missed.values());
      missed.clear();
      again.stream()
          .filter(one -> !backed.containsKey(one.hash()) && !isJudging(one.hash()))
          .forEach(one -> askForPov(moment, state, one));
    }
    backed.values().removeIf(one -> one.sinceBlock() + kept < state.number());
  }

  private void askForPov(Moment moment, RelayState state, Missed one) {
    List<PeerId> members = groups.inDialOrder(groups.others(state.session()));
    askNext(moment, new Asking(one, members));
  }

  private void askNext(Moment moment, Asking one) {
    if (one.nextMembers().isEmpty()) {
      missed.put(one.missed().hash(), one.missed());
      return;
    }
    PeerId member = one.nextMembers().getFirst();
    List<PeerId> rest = one.nextMembers().subList(1, one.nextMembers().size());
    PeerRequest request = new PeerRequest.FetchPov(one.missed().candidate().povHash());
    long ticket = connections.ask(moment, member, request);
    asking.put(ticket, new Asking(one.missed(), rest));
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Asking one = asking.remove(input.ticket());
    if (one == null) {
      return false;
    }
    if (input.response() instanceof PeerResponse.PovFound(Bytes pov)) {
      Missed found = one.missed();
      judge(moment, new Judging(found.hash(), found.candidate(), pov, Optional.empty()));
    } else {
      askNext(moment, one);
    }
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket) {
    Asking one = asking.remove(ticket);
    if (one == null) {
      return false;
    }
    askNext(moment, one);
    return true;
  }

  /** Gives a proof of validity that this member has checked lately (AM18). */
  void povAsked(Moment moment, PeerId peer, long asked, PeerRequest.FetchPov request) {
    Optional<Backed> found =
        backed.values().stream().filter(one -> one.povHash().equals(request.povHash())).findFirst();
    if (found.isPresent()) {
      PeerResponse response = new PeerResponse.PovFound(found.get().pov());
      moment.emit(new NodeEffect.Answer(peer, asked, response));
    } else {
      answer(moment, peer, asked, ErrorCode.NOT_HELD);
    }
  }

  /** The proof of validity of a candidate that this member has judged good lately. */
  Optional<Bytes> pov(Hash32 candidate) {
    return Optional.ofNullable(backed.get(candidate)).map(Backed::pov);
  }

  private void answer(Moment moment, PeerId peer, long asked, ErrorCode code) {
    refuse(moment, peer, asked, code, Optional.empty());
  }

  private void refuse(Moment moment, PeerId peer, long asked, ErrorCode code, Optional<Long> hint) {
    boolean isRetry = code == ErrorCode.BUSY || code == ErrorCode.UNKNOWN_RELAY_BLOCK;
    long retryMillis = isRetry ? settings.timing().retryNanos() / 1_000_000 : 0;
    moment.emit(
        new NodeEffect.Answer(peer, asked, new PeerResponse.Refusal(code, retryMillis, hint)));
  }

  int candidates() {
    return backed.size();
  }
}
