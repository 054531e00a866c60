package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayChain;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Judges states and candidates by the properties; every method says what it found wrong. */
final class Check {
  private static final int BLOCKS_MAX = 100;
  private final Scope scope;
  private final Bed bed;
  private final Paras paras;

  Check(Scope scope, Bed bed, Paras paras) {
    this.scope = scope;
    this.bed = bed;
    this.paras = paras;
  }

  /** Judges a state; candidates alone say nothing about it. */
  Optional<String> state(Property property, Node node) {
    return switch (property) {
      case NO_BRICKING -> bricked(node);
      case CONSTANT_SUPPLY -> supply(node);
      case FORKS_APART -> forks(node);
      case WATERMARK_FORWARD -> watermark(node);
      case QUEUE_OF_THE_WAITING -> queue(node);
      case DEPOSITS_KEPT -> deposits(node);
      case CHANNEL_ORDER, NO_GAP, NO_DUPLICATE, NO_UNSENT, NOBODY_OVERTAKEN -> Optional.empty();
    };
  }

  /** Judges a candidate that the relay chain takes in a state. */
  Optional<String> candidate(Property property, Node node, Paras.Draft draft) {
    List<Message> received = draft.receivedInAll();
    boolean isGood =
        switch (property) {
          case CHANNEL_ORDER -> isInOrder(received);
          case NO_GAP -> isGapless(received);
          case NO_DUPLICATE -> new HashSet<>(received).size() == received.size();
          case NO_UNSENT -> isSent(received, node, draft);
          case NOBODY_OVERTAKEN -> isFair(received, node, draft);
          case NO_BRICKING,
              CONSTANT_SUPPLY,
              FORKS_APART,
              WATERMARK_FORWARD,
              QUEUE_OF_THE_WAITING,
              DEPOSITS_KEPT ->
              true;
        };
    return isGood
        ? Optional.empty()
        : Optional.of("received " + received + " of " + node.history());
  }

  private static boolean isInOrder(List<Message> received) {
    Map<ParaId, Integer> newest = new HashMap<>();
    for (Message one : received) {
      Integer before = newest.put(one.sender(), one.number());
      if (before != null && before > one.number()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isGapless(List<Message> received) {
    Map<ParaId, Integer> newest = new HashMap<>();
    for (Message one : received) {
      int before = newest.getOrDefault(one.sender(), 0);
      if (one.number() > before + 1) {
        return false;
      }
      newest.put(one.sender(), Math.max(before, one.number()));
    }
    return true;
  }

  private static boolean isSent(List<Message> received, Node node, Paras.Draft draft) {
    return received.stream()
        .allMatch(one -> one.block() <= draft.relayParent() && node.history().sent().contains(one));
  }

  private static boolean isFair(List<Message> received, Node node, Paras.Draft draft) {
    QueueOrder order = node.state().settings().order();
    for (int i = 1; i < received.size(); i++) {
      if (order.isAfter(received.get(i - 1).entry(), received.get(i).entry())) {
        return false;
      }
    }
    Watermark mark = commitments(draft).header().watermark();
    return node.history().sent().stream()
        .filter(one -> draft.para().equals(Paras.RECIPIENT))
        .filter(one -> !order.isAfter(one.entry(), mark))
        .allMatch(one -> received.contains(one) || node.history().lost().contains(one));
  }

  private static CandidateCommitments.Seed commitments(Paras.Draft draft) {
    return (CandidateCommitments.Seed) draft.candidate().commitments();
  }

  private Optional<String> bricked(Node node) {
    boolean isLast = node.used() == scope.blocks();
    for (ParaId para : isLast ? List.of(Paras.RECIPIENT) : Paras.ALL) {
      RelayState state = node.state();
      if (state.inFlight(para).size() >= scope.inFlight()) {
        continue;
      }
      Hash32 parent = Successors.newest(state, para);
      Optional<Paras.Draft> draft = paras.tryOut(state, para, parent);
      if (draft.isEmpty()) {
        return Optional.of(para + " cannot build");
      }
      Move.Block around = new Move.Block(new TreeSet<>(Paras.ALL), List.of(), List.of(), false);
      if (!bed.isTaken(node.branch(), around, draft.get())) {
        return Optional.of("the relay chain refuses what " + para + " must build");
      }
    }
    return Optional.empty();
  }

  private Optional<String> supply(Node node) {
    long balances = 0;
    for (ParaId para : Paras.ALL) {
      balances += paras.tokens(para, node.state().para(para).orElseThrow().head());
    }
    History history = node.history();
    long sum = balances + history.waiting().size() + history.lost().size();
    long issued = Paras.BALANCE * Paras.ALL.size();
    return sum == issued ? Optional.empty() : Optional.of(sum + " tokens of " + issued);
  }

  private static Optional<String> watermark(Node node) {
    Node.Branch parent = node.branch().parent();
    if (parent == null) {
      return Optional.empty();
    }
    Watermark before = parent.state().watermark(Paras.RECIPIENT);
    Watermark after = node.state().watermark(Paras.RECIPIENT);
    return node.state().settings().order().isAfter(before, after)
        ? Optional.of("from " + before + " to " + after)
        : Optional.empty();
  }

  private static Optional<String> queue(Node node) {
    RelayState state = node.state();
    List<Message> waiting = node.history().waiting();
    Set<Watermark> expected = new TreeSet<>(state.settings().order());
    waiting.forEach(one -> expected.add(one.entry()));
    List<Watermark> queued = state.queue(Paras.RECIPIENT).entries();
    boolean isCounted = true;
    for (ParaId sender : List.of(Paras.FIRST, Paras.SECOND)) {
      long waits = waiting.stream().filter(one -> one.sender().equals(sender)).count();
      isCounted &= state.pendingCount(new ChannelId(sender, Paras.RECIPIENT)) == waits;
    }
    return isCounted && queued.equals(List.copyOf(expected))
        ? Optional.empty()
        : Optional.of("queue " + queued + ", waiting " + waiting);
  }

  private static Optional<String> deposits(Node node) {
    RelayState state = node.state();
    long deposit = state.settings().channels().deposit();
    for (ParaId para : Paras.ALL) {
      ParaRecord entry = state.para(para).orElseThrow();
      long channels =
          state.channels().keySet().stream()
              .filter(id -> id.sender().equals(para) || id.recipient().equals(para))
              .count();
      boolean isKept =
          entry.reserved() == channels * deposit && entry.free() + entry.reserved() == Bed.BALANCE;
      if (!isKept) {
        return Optional.of(para + " has " + entry.free() + " and reserved " + entry.reserved());
      }
    }
    return Optional.empty();
  }

  /** Both branches in one chain give this branch the state that it has by itself. */
  private Optional<String> forks(Node node) {
    if (node.sideline().isEmpty() || node.used() < scope.blocks()) {
      return Optional.empty();
    }
    List<Node.Branch> path = node.branch().path();
    RelayChain chain = new RelayChain(path.getLast().state(), BLOCKS_MAX);
    node.sideline().get().blocks().forEach(chain::add);
    node.branch().blocks().forEach(chain::add);
    RelayState state = node.state();
    RelayState known = chain.state(state.ref().hash()).orElseThrow();
    boolean isSame =
        known.storageRoot().equals(state.storageRoot())
            && StateKey.of(known, paras).equals(StateKey.of(state, paras));
    if (!isSame) {
      return Optional.of("with another branch beside it, " + state.ref() + " has another state");
    }
    boolean isHigher = state.number() > node.sideline().get().state().number();
    if (isHigher && !chain.head().ref().equals(state.ref())) {
      return Optional.of("the higher branch is not followed");
    }
    return strangers(node);
  }

  /** Candidates on a branch stand on relay parents of that branch (A4). */
  private static Optional<String> strangers(Node node) {
    Set<Hash32> own = new HashSet<>();
    node.branch().path().forEach(at -> own.add(at.state().ref().hash()));
    for (ParaId para : Paras.ALL) {
      for (var one : node.state().inFlight(para)) {
        if (!own.contains(one.candidate().relayParent())) {
          return Optional.of(one.hash() + " of " + para + " stands on another branch");
        }
      }
    }
    for (RelayBlock block : node.branch().blocks()) {
      for (var one : node.state().enactedIn(block.ref().number())) {
        if (!own.contains(one.origin().candidate().relayParent())) {
          return Optional.of("a candidate of another branch is included");
        }
      }
    }
    return Optional.empty();
  }
}
