package dev.fairlead.simulator.invariant;

import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.peer.Item;
import java.util.Optional;

/**
 * Nothing is acted on that no block of the same fork has sent; and nothing is kept by a node under
 * the name of a candidate that sends something else. Items of candidates that the world has
 * forgotten are not looked at.
 */
final class NothingUnsent implements BlockInvariant, NodeInvariant {
  private final ChannelLedger ledger;
  private final ParaWorld paras;
  private long checks;

  NothingUnsent(ChannelLedger ledger, ParaWorld paras) {
    this.ledger = ledger;
    this.paras = paras;
  }

  @Override
  public String name() {
    return "nothing-unsent-accepted";
  }

  @Override
  public long checks() {
    return checks;
  }

  @Override
  public Optional<String> check(Fact fact) {
    for (ChannelLedger.Delivery one : ledger.read(fact)) {
      checks++;
      if (one.sent().isEmpty()) {
        return Optional.of(one.channel() + " at " + one.entry() + " was never sent on this fork");
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> check(NodeAct act) {
    if (act instanceof NodeAct.Step(int node, var _, var orders)) {
      for (NodeEffect order : orders) {
        if (order instanceof NodeEffect.StoreItems(var items)) {
          for (Item item : items) {
            if (isForeign(item)) {
              return Optional.of("node " + node + " keeps what was not sent as " + item.id());
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isForeign(Item item) {
    Optional<KnownBlock> sender = paras.block(item.id().blockHash());
    if (sender.isEmpty()) {
      return false;
    }
    checks++;
    for (PovVerdict.Sent sent : sender.get().outcome().sent()) {
      if (sent.message().channel().equals(item.id().channel())) {
        return !sent.message().link().equals(item.link().linkHash())
            || !sent.body().equals(item.body());
      }
    }
    return true;
  }
}
