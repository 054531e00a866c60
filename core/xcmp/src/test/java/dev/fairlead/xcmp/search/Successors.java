package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Channel;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelayParent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Everything that can follow on a state: which candidates become available, what every para may
 * have backed on which relay parent, every cut of the watermark, the calls on one channel, the end
 * of a session, a fork.
 *
 * <p>One branch is finished before the fork, then the other: a relay chain's branches share nothing
 * but candidates, and those of the first are offered to the second. A block that ends a session
 * takes no candidates, for it would drop them at once (AM2).
 */
final class Successors {
  private final Scope scope;
  private final Bed bed;
  private final Paras paras;
  private final Node start;

  Successors(Scope scope, Bed bed, Paras paras, Node start) {
    this.scope = scope;
    this.bed = bed;
    this.paras = paras;
    this.start = start;
  }

  /** Hands out every state that can follow; {@code offered} sees each candidate that is taken. */
  void of(Node node, Consumer<Node> found, Consumer<Paras.Draft> offered) {
    for (Set<ParaId> available : subsets(inFlight(node.state()))) {
      Move.Block plain = new Move.Block(available, List.of(), List.of(), false);
      List<List<Paras.Draft>> choices = List.of(List.of());
      Node.Branch enacted = bed.next(node.branch(), plain);
      for (ParaId para : Paras.ALL) {
        List<Paras.Draft> taken = new ArrayList<>();
        for (Paras.Draft draft : options(node, enacted.state(), para)) {
          if (bed.isTaken(node.branch(), plain, draft)) {
            offered.accept(draft);
            taken.add(draft);
          }
        }
        choices = withEach(choices, taken);
      }
      for (List<Paras.Draft> backed : choices) {
        for (List<RelayCall> calls : calls(node.state())) {
          found.accept(after(node, new Move.Block(available, backed, calls, false)));
        }
      }
      sessionEnds(node, available, found);
    }
    forks(node, found);
  }

  private Node after(Node node, Move.Block move) {
    Node.Branch next = bed.next(node.branch(), move);
    int used = node.used() + 1;
    return new Node(next, used, node.sideline(), node.foreign(), node, move);
  }

  private void sessionEnds(Node node, Set<ParaId> available, Consumer<Node> found) {
    long ended = node.state().session().index() - start.state().session().index();
    if (ended >= scope.sessions()) {
      return;
    }
    boolean isOpen =
        node.state()
            .channel(Bed.CLOSING)
            .filter(channel -> channel.phase() instanceof Channel.Phase.Open)
            .isPresent();
    for (List<RelayCall> calls : calls(node.state())) {
      boolean isEmpty = isOpen && calls.isEmpty() && inFlight(node.state()).isEmpty();
      if (!isEmpty) {
        found.accept(after(node, new Move.Block(available, List.of(), calls, true)));
      }
    }
  }

  private void forks(Node node, Consumer<Node> found) {
    boolean isFirst = node.sideline().isEmpty();
    if (!scope.isForking() || !isFirst || node.used() == 0) {
      return;
    }
    for (Node.Branch at = node.branch().parent(); at != null; at = at.parent()) {
      long number = at.state().number();
      if (number < start.state().number()) {
        return;
      }
      List<Paras.Draft> foreign = foreign(node, number);
      Optional<Node.Branch> sideline = Optional.of(node.branch());
      Move move = new Move.Fork(number);
      found.accept(new Node(at, node.used(), sideline, foreign, node, move));
    }
  }

  /** Candidates that stand on blocks after the fork: backed there, or to be backed next. */
  private List<Paras.Draft> foreign(Node node, long forkedAt) {
    List<Paras.Draft> foreign = new ArrayList<>();
    for (ParaId para : Paras.ALL) {
      RelayState tip = node.state();
      for (InFlight one : tip.inFlight(para)) {
        paras
            .draft(one.candidate().head())
            .filter(draft -> draft.relayParent() > forkedAt)
            .ifPresent(foreign::add);
      }
      paras.advance(tip, para, newest(tip, para), Optional.empty()).ifPresent(foreign::add);
    }
    return foreign;
  }

  private static Set<ParaId> inFlight(RelayState state) {
    Set<ParaId> paras = new TreeSet<>();
    Paras.ALL.stream().filter(para -> !state.inFlight(para).isEmpty()).forEach(paras::add);
    return paras;
  }

  private List<Paras.Draft> options(Node node, RelayState enacted, ParaId para) {
    List<Paras.Draft> options = new ArrayList<>();
    Hash32 parent = newest(enacted, para);
    for (RelayParent allowed : node.state().relayParents()) {
      for (Node.Branch at : node.branch().path()) {
        if (at.state().ref().equals(allowed.ref())) {
          build(at.state(), para, parent, options);
        }
      }
    }
    node.foreign().stream().filter(one -> one.para().equals(para)).forEach(options::add);
    return options;
  }

  private void build(RelayState relay, ParaId para, Hash32 parent, List<Paras.Draft> options) {
    if (!para.equals(Paras.RECIPIENT)) {
      paras.send(relay, para, parent).ifPresent(options::add);
      return;
    }
    for (Watermark cut : cuts(relay, paras.watermark(parent))) {
      paras.advance(relay, para, parent, Optional.of(cut)).ifPresent(options::add);
    }
  }

  /** Every cut that W1 to W4 allow. */
  private List<Watermark> cuts(RelayState relay, Watermark stored) {
    QueueOrder order = relay.settings().order();
    IngressQueue queue = relay.queue(Paras.RECIPIENT);
    Set<Watermark> cuts = new TreeSet<>(order);
    queue.entries().stream().filter(one -> order.isAfter(one, stored)).forEach(cuts::add);
    if (cuts.isEmpty() && !scope.isIdling()) {
      return List.of();
    }
    if (cuts.isEmpty()) {
      cuts.add(stored);
    }
    cuts.add(Watermark.endOf(relay.number()));
    return List.copyOf(cuts);
  }

  /** The head on which a para's next block stands. */
  static Hash32 newest(RelayState state, ParaId para) {
    List<InFlight> inFlight = state.inFlight(para);
    return inFlight.isEmpty()
        ? state.para(para).orElseThrow().head()
        : inFlight.getLast().candidate().head();
  }

  private List<List<RelayCall>> calls(RelayState state) {
    List<List<RelayCall>> calls = new ArrayList<>();
    calls.add(List.of());
    Optional<Channel> channel = state.channel(Bed.CLOSING);
    if (!scope.isClosing() || channel.isEmpty()) {
      return calls;
    }
    if (channel.get().phase() instanceof Channel.Phase.Open) {
      calls.add(List.of(new RelayCall.Close(Paras.FIRST, Bed.CLOSING)));
      calls.add(List.of(new RelayCall.Close(Paras.RECIPIENT, Bed.CLOSING)));
      calls.add(List.of(new RelayCall.ForceClose(Bed.CLOSING)));
    } else if (channel.get().phase() instanceof Channel.Phase.Closing closing) {
      ParaId other = closing.bySender() ? Paras.RECIPIENT : Paras.FIRST;
      calls.add(List.of(new RelayCall.AcceptClose(other, Bed.CLOSING)));
    }
    return calls;
  }

  private static List<List<Paras.Draft>> withEach(
      List<List<Paras.Draft>> choices, List<Paras.Draft> more) {
    List<List<Paras.Draft>> all = new ArrayList<>(choices);
    for (List<Paras.Draft> choice : choices) {
      for (Paras.Draft draft : more) {
        List<Paras.Draft> longer = new ArrayList<>(choice);
        longer.add(draft);
        all.add(longer);
      }
    }
    return all;
  }

  private static List<Set<ParaId>> subsets(Set<ParaId> paras) {
    List<Set<ParaId>> subsets = new ArrayList<>();
    subsets.add(new TreeSet<>());
    for (ParaId para : paras) {
      for (Set<ParaId> one : List.copyOf(subsets)) {
        Set<ParaId> larger = new TreeSet<>(one);
        larger.add(para);
        subsets.add(larger);
      }
    }
    return subsets;
  }
}
