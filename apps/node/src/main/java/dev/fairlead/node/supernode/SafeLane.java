package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.runtime.EventLoop;
import dev.fairlead.node.runtime.MachineRunner;
import dev.fairlead.opstack.verifier.ChainAuthority;
import dev.fairlead.opstack.verifier.ChainOrder;
import dev.fairlead.opstack.verifier.RoundEffect;
import dev.fairlead.opstack.verifier.RoundInput;
import dev.fairlead.opstack.verifier.RoundMachine;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import dev.fairlead.opstack.verifier.VerifierStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The safe lane of one component: its machine, its store and the way to the chains' authority.
 * Owned by the loop's thread; only the reports may come from others.
 */
final class SafeLane implements OrderReports {
  private final SortedSet<ChainId> members;
  private final EventLoop loop;
  private final VerifierStore store;
  private final FactRecorder facts;
  private final Consumer<RoundEffect> outside;
  private final ChainAuthority authority;
  private final RoundMachine machine;
  private final MachineRunner<RoundInput, RoundEffect> runner;
  private final Deque<RoundInput> reportedAtOnce = new ArrayDeque<>();

  /** The loop's thread while it gives an order, else null. */
  private volatile @Nullable Thread ordering;

  /**
   * Joins the machine to the loop.
   *
   * @param outside takes what concerns logs and the unsafe lane
   */
  SafeLane(
      EventLoop loop,
      SortedSet<ChainId> members,
      RoundMachine machine,
      VerifierStore store,
      AuthorityFactory authorities,
      FactRecorder facts,
      Consumer<RoundEffect> outside) {
    this.members = members;
    this.loop = loop;
    this.store = store;
    this.facts = facts;
    this.outside = outside;
    this.machine = machine;
    this.authority = authorities.create(this);
    this.runner =
        new MachineRunner<RoundInput, RoundEffect>(
            loop, machine, new RoundInput.TickElapsed(), this::carryOut);
  }

  SortedSet<ChainId> members() {
    return members;
  }

  RoundSnapshot snapshot() {
    return machine.snapshot();
  }

  /** Tells the machine a fact and carries out what follows. */
  void step(RoundInput input) {
    long before = loop.clock().nanos();
    runner.step(input);
    facts.stepped(Duration.ofNanos(loop.clock().nanos() - before));
  }

  @Override
  public void done(ChainOrder order) {
    report(new RoundInput.OrderDone(order));
  }

  @Override
  public void failed(ChainOrder order) {
    report(new RoundInput.OrderFailed(order));
  }

  private void report(RoundInput input) {
    if (Thread.currentThread().equals(ordering)) {
      reportedAtOnce.add(input);
      return;
    }
    try {
      loop.put(() -> step(input));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the authority is being closed
    }
  }

  private void carryOut(RoundEffect effect, Consumer<? super RoundInput> answers) {
    switch (effect) {
      case RoundEffect.Persist(var transaction) -> store.apply(transaction);
      case RoundEffect.CheckBase _ -> {} // execution clients know no base chain: it stays open
      case RoundEffect.PruneLog _ -> outside.accept(effect);
      case RoundEffect.RoundDecided decision -> facts.decided(members, decision);
      case RoundEffect.CrossSafeChanged _ -> outside.accept(effect);
      case RoundEffect.FinalizedChanged _ -> {}
      case RoundEffect.BlockFoundInvalid(var block) -> facts.foundInvalid("safe", block);
      case RoundEffect.InvalidBlockResolved(var block) -> facts.resolved("safe", block);
      case RoundEffect.DenialDropped _ -> outside.accept(effect);
      case RoundEffect.Halted(var halt) -> facts.halted(halt);
      case ChainOrder.InvalidateBlock order -> {
        outside.accept(effect);
        order(order, () -> authority.invalidateBlock(order), answers);
      }
      case ChainOrder.RewindChain order ->
          order(order, () -> authority.rewindChain(order), answers);
    }
  }

  private void order(ChainOrder order, Runnable give, Consumer<? super RoundInput> answers) {
    facts.ordered(order);
    ordering = Thread.currentThread();
    try {
      give.run();
    } finally {
      ordering = null;
    }
    reportedAtOnce.forEach(answers);
    reportedAtOnce.clear();
  }
}
