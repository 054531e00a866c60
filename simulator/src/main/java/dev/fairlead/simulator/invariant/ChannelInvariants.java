package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.para.ParaWorld;
import java.util.List;
import java.util.Optional;

/**
 * Follows each channel through each fork: a recipient acts on exactly what was sent on its own
 * fork, in the order in which it was sent.
 *
 * <pre>
 *  channel-order            nothing is acted on after something that was sent later
 *  no-gap                   nothing is left out between two that are acted on
 *  no-duplicate             nothing is acted on twice
 *  nothing-unsent-accepted  nothing is acted on, or kept by a node, that its sender has not sent
 *  surviving-deliveries     a para's own state names what its fork's blocks have delivered, all of
 *                           it and nothing else: its link hashes all before
 * </pre>
 */
public final class ChannelInvariants {
  private ChannelInvariants() {}

  /** All of them, for one world; they share a ledger. */
  public static List<Invariant> of(ParaWorld paras) {
    ChannelLedger ledger = new ChannelLedger();
    return List.of(
        new ChannelOrder(ledger),
        new NoGap(ledger),
        new NoDuplicate(ledger),
        new NothingUnsent(ledger, paras),
        new SurvivingDeliveries(ledger, paras));
  }

  /** What is checked with each entry that a recipient acts on. */
  private abstract static class OnDelivery implements BlockInvariant {
    private final ChannelLedger ledger;
    private long checks;

    OnDelivery(ChannelLedger ledger) {
      this.ledger = ledger;
    }

    @Override
    public long checks() {
      return checks;
    }

    @Override
    public Optional<String> check(Fact fact) {
      for (ChannelLedger.Delivery one : ledger.read(fact)) {
        checks++;
        if (isWrong(one)) {
          return Optional.of(one.channel() + " at " + one.entry() + " comes after " + one.before());
        }
      }
      return Optional.empty();
    }

    abstract boolean isWrong(ChannelLedger.Delivery one);

    @Override
    public void finalized(BlockRef block) {
      ledger.finalized(block);
    }
  }

  private static final class ChannelOrder extends OnDelivery {
    ChannelOrder(ChannelLedger ledger) {
      super(ledger);
    }

    @Override
    public String name() {
      return "channel-order";
    }

    @Override
    boolean isWrong(ChannelLedger.Delivery one) {
      return one.entry().block() < one.before().block();
    }
  }

  private static final class NoGap extends OnDelivery {
    NoGap(ChannelLedger ledger) {
      super(ledger);
    }

    @Override
    public String name() {
      return "no-gap";
    }

    @Override
    boolean isWrong(ChannelLedger.Delivery one) {
      return one.entry().block() > one.before().block()
          && one.sent().filter(sent -> !sent.prevLink().equals(one.before().link())).isPresent();
    }
  }

  private static final class NoDuplicate extends OnDelivery {
    NoDuplicate(ChannelLedger ledger) {
      super(ledger);
    }

    @Override
    public String name() {
      return "no-duplicate";
    }

    @Override
    boolean isWrong(ChannelLedger.Delivery one) {
      return one.isRepeated();
    }
  }
}
