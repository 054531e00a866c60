package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * A node that attacks as long as a predicate of the best relay state says so, and keeps the rules
 * otherwise. The predicate lets membership follow the groups of each session.
 */
public final class Traitor implements Machine<NodeInput, NodeEffect> {
  private final Machine<NodeInput, NodeEffect> loyal;
  private final Attack attack;
  private final Predicate<RelayState> when;
  private boolean isAttacking;
  private boolean hasChosen;

  Traitor(Machine<NodeInput, NodeEffect> loyal, Attack attack, Predicate<RelayState> when) {
    this.loyal = loyal;
    this.attack = attack;
    this.when = when;
  }

  /** Whether it breaks the rules now. */
  public boolean isAttacking() {
    return isAttacking || (loyal instanceof Traitor inner && inner.isAttacking());
  }

  /** Whether it has seen a block since it began, so that it knows on which side it is. */
  public boolean hasChosen() {
    return hasChosen;
  }

  @Override
  public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
    if (input instanceof NodeInput.BlockImported block) {
      attack.follow(block);
      if (block.isBest()) {
        isAttacking = when.test(block.state());
        hasChosen = true;
      }
    }
    if (!isAttacking) {
      loyal.step(nowNanos, input, out);
      return;
    }
    Deque<NodeInput> told = new ArrayDeque<>();
    attack.hear(input, out).ifPresent(told::add);
    for (NodeInput next = told.poll(); next != null; next = told.poll()) {
      loyal.step(nowNanos, next, order -> attack.act(order, out, told::add));
    }
  }

  @Override
  public long nextDeadlineNanos() {
    return loyal.nextDeadlineNanos();
  }
}
