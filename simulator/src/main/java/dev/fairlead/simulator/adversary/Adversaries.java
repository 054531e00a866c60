package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which nodes of a world break the rules, and how.
 *
 * @param collators of each para, from the last seat on
 * @param validators of each group, from its last member on
 * @param groups only members of the first so many groups of a session break rules; 0 = of all
 */
public record Adversaries(Collators collators, Validators validators, int groups) {
  /** Everybody keeps the rules. */
  public static final Adversaries NONE =
      new Adversaries(new Collators(0, 0, 0, 0), new Validators(0, 0, 0, 0), 0);

  /**
   * Collators of each para, in this order from the last seat on.
   *
   * @param dropping take bodies and build nothing (T1)
   * @param censoring build without one sender (T2)
   * @param late ask just before the acknowledgement (section 5.7)
   * @param forging hand out altered items (T8)
   */
  public record Collators(int dropping, int censoring, int late, int forging) {
    /** All of them. */
    public int sum() {
      return dropping + censoring + late + forging;
    }
  }

  /**
   * Validators of each group, in this order from its last member on; groups are drawn anew with
   * each session.
   *
   * @param withholdingSent back and do not serve (T4)
   * @param withholdingReceived take what is pushed and do not serve (T5)
   * @param lazy sign and store nothing (T6)
   * @param forging hand out altered items (T8)
   */
  public record Validators(int withholdingSent, int withholdingReceived, int lazy, int forging) {
    /** All of them. */
    public int sum() {
      return withholdingSent + withholdingReceived + lazy + forging;
    }
  }

  /** Refuses negative counts. */
  public Adversaries {
    if (groups < 0 || collators.sum() < 0 || validators.sum() < 0) {
      throw new IllegalArgumentException(collators + ", " + validators + ", " + groups);
    }
  }

  /**
   * A collator, honest or not.
   *
   * @param fromLast its seat, counted from the last of its para
   * @param honest the machine of an honest one
   */
  public Machine<NodeInput, NodeEffect> collator(
      PeerId self, ParaId para, int fromLast, Machine<NodeInput, NodeEffect> honest) {
    List<Attack> attacks = new ArrayList<>();
    for (int i = 0; i < collators.dropping(); i++) {
      attacks.add(new DroppingCollator(self));
    }
    for (int i = 0; i < collators.censoring(); i++) {
      attacks.add(new CensoringCollator(self, para));
    }
    for (int i = 0; i < collators.late(); i++) {
      attacks.add(new LateCollator(self, para));
    }
    for (int i = 0; i < collators.forging(); i++) {
      attacks.add(new ForgingPeer(self));
    }
    return fromLast < attacks.size()
        ? new Traitor(honest, attacks.get(fromLast), _ -> true)
        : honest;
  }

  /** A validator that is honest as long as its place in its group says so. */
  public Machine<NodeInput, NodeEffect> validator(
      PeerId self, Machine<NodeInput, NodeEffect> honest) {
    Machine<NodeInput, NodeEffect> machine = honest;
    for (int place = 0; place < validators.sum(); place++) {
      int fromLast = place;
      machine = new Traitor(machine, attack(place, self), state -> isAt(state, self, fromLast));
    }
    return machine;
  }

  private Attack attack(int place, PeerId self) {
    int beforeReceivers = validators.withholdingSent();
    int beforeLazy = beforeReceivers + validators.withholdingReceived();
    int beforeForging = beforeLazy + validators.lazy();
    if (place < beforeReceivers) {
      return new WithholdingSender(self);
    }
    if (place < beforeLazy) {
      return new WithholdingReceiver(self);
    }
    return place < beforeForging ? new LazyValidator(self) : new ForgingPeer(self);
  }

  private boolean isAt(RelayState state, PeerId self, int fromLast) {
    RelaySession session = state.session();
    int bad = groups == 0 ? session.groups().size() : Math.min(groups, session.groups().size());
    for (int group = 0; group < bad; group++) {
      OptionalInt place = Lies.fromLast(session, group, self);
      if (place.isPresent()) {
        return place.getAsInt() == fromLast;
      }
    }
    return false;
  }
}
