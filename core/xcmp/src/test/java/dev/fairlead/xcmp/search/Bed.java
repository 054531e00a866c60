package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The relay chain of a search: one validator, two channels to one recipient. Makes its blocks. */
final class Bed {
  static final long BALANCE = 10_000;
  static final ChannelId CLOSING = new ChannelId(Paras.FIRST, Paras.RECIPIENT);
  private static final ChannelId STAYING = new ChannelId(Paras.SECOND, Paras.RECIPIENT);
  private static final ChannelLimits LIMITS = new ChannelLimits(2, 1_000, 500);
  private static final SortedSet<Integer> SIGNERS = new TreeSet<>(List.of(0));

  private final Scope scope;
  private final Relay relay;
  private final Paras paras;
  private long blocksMade;

  Bed(Scope scope, Relay relay, Paras paras) {
    this.scope = scope;
    this.relay = relay;
    this.paras = paras;
  }

  /** The state at which the search begins: both channels are open. */
  Node start() {
    SortedMap<ParaId, ParaRecord> records = new TreeMap<>();
    Hash32 head = Paras.genesisHead();
    for (ParaId para : Paras.ALL) {
      records.put(para, ParaRecord.registered(ParaKind.CHAIN, head, BALANCE));
    }
    BlockRef genesis = new BlockRef(100, Hash32.ofNumber(100));
    RelayState before =
        RelayState.genesis(settings(), genesis, session().begin(0, 101), records, 0);
    Node.Branch root = branch(before, null, null, History.START);
    List<RelayCall> calls = new ArrayList<>();
    for (ChannelId channel : List.of(CLOSING, STAYING)) {
      calls.add(new RelayCall.InitOpen(channel.sender(), channel.recipient(), LIMITS, 1));
      calls.add(new RelayCall.AcceptOpen(channel.recipient(), channel.sender(), LIMITS));
    }
    Node.Branch branch = next(root, new Move.Block(new TreeSet<>(), List.of(), calls, true));
    if (scope.isWarm()) {
      Hash32 parent = Paras.genesisHead();
      Paras.Draft first = paras.send(branch.state(), Paras.FIRST, parent).orElseThrow();
      branch = next(branch, new Move.Block(new TreeSet<>(), List.of(first), List.of(), false));
      TreeSet<ParaId> available = new TreeSet<>(List.of(Paras.FIRST));
      branch = next(branch, new Move.Block(available, List.of(), List.of(), false));
    }
    return new Node(branch, 0, Optional.empty(), List.of(), null, null);
  }

  private RelaySettings settings() {
    RelaySettings.Candidates candidates =
        new RelaySettings.Candidates(scope.relayParents(), scope.inFlight(), 3, 10, 15_000, 10);
    RelaySettings standard = RelaySettings.STANDARD;
    return new RelaySettings(
        standard.genesis(),
        standard.acceptance(),
        standard.order(),
        candidates,
        standard.channels(),
        standard.backup());
  }

  private static RelayBlock.NextSession session() {
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    Paras.ALL.forEach(para -> cores.put(para, 0));
    Validator validator = new Validator(Hash32.ZERO, Bytes.EMPTY, List.of());
    return new RelayBlock.NextSession(List.of(validator), List.of(List.of(0)), cores, Hash32.ZERO);
  }

  /** Appends a block to a branch. */
  Node.Branch next(Node.Branch branch, Move.Block move) {
    RelayState before = branch.state();
    SortedMap<Hash32, SortedSet<Integer>> available = new TreeMap<>();
    for (ParaId para : move.available()) {
      for (InFlight one : before.inFlight(para)) {
        available.put(one.hash(), SIGNERS);
      }
    }
    List<RelayBlock.Backed> backed = new ArrayList<>();
    for (Paras.Draft draft : move.backed()) {
      backed.add(new RelayBlock.Backed(draft.candidate(), SIGNERS));
    }
    blocksMade++;
    RelayBlock block =
        new RelayBlock(
            new BlockRef(before.number() + 1, Hash32.ofNumber(1_000 + blocksMade)),
            before.ref().hash(),
            available,
            backed,
            move.calls(),
            List.of(),
            new TreeMap<>(),
            move.isSessionEnd() ? Optional.of(session()) : Optional.empty());
    RelayTransition.Outcome outcome = relay.apply(before, block);
    History history = branch.history();
    for (RelayEvent event : outcome.events()) {
      history = told(history, event, outcome.state());
    }
    return branch(outcome.state(), branch, block, history);
  }

  private Node.Branch branch(
      RelayState state, Node.@Nullable Branch parent, @Nullable RelayBlock block, History history) {
    return new Node.Branch(state, parent, block, StateKey.of(state, paras), history);
  }

  private History told(History history, RelayEvent event, RelayState after) {
    if (event instanceof RelayEvent.CandidateEnacted(Hash32 candidate, ParaId para)) {
      Hash32 head = after.enacted(candidate).orElseThrow().origin().candidate().head();
      Paras.Draft draft = paras.draft(head).orElseThrow();
      List<Message> sent =
          draft.isSending() ? List.of(new Message(after.number(), para, draft.sent())) : List.of();
      return history.withSent(sent).withReceived(draft.received());
    }
    if (event instanceof RelayEvent.ChannelClosed(ChannelId channel, var _)) {
      return history.withLost(
          history.waiting().stream().filter(one -> one.sender().equals(channel.sender())).toList());
    }
    return history;
  }

  /** Whether a relay chain would take a candidate next. */
  boolean isTaken(Node.Branch branch, Move.Block around, Paras.Draft draft) {
    Node.Branch tried =
        next(branch, new Move.Block(around.available(), List.of(draft), List.of(), false));
    return isBacked(tried, draft);
  }

  static boolean isBacked(Node.Branch branch, Paras.Draft draft) {
    List<InFlight> inFlight = branch.state().inFlight(draft.para());
    return !inFlight.isEmpty() && inFlight.getLast().candidate().equals(draft.candidate());
  }

  long blocksMade() {
    return blocksMade;
  }
}
