package dev.fairlead.simulator.invariant;

import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Notification;
import java.util.List;
import java.util.Optional;

/** A validator that vouches for a candidate has on disk, durably, what the candidate sends. */
public final class StoredBeforeStated implements NodeInvariant {
  private final ParaWorld paras;
  private long checks;

  /** Knows what the candidates of these paras send. */
  public StoredBeforeStated(ParaWorld paras) {
    this.paras = paras;
  }

  @Override
  public String name() {
    return "stored-before-stated";
  }

  @Override
  public long checks() {
    return checks;
  }

  @Override
  public Optional<String> check(NodeAct act) {
    if (act instanceof NodeAct.Statement(int node, var order, var isDurable)
        && order.kind() == Notification.StatementKind.VALID) {
      Optional<KnownBlock> block = paras.block(order.candidate());
      for (PovVerdict.Sent sent : block.map(one -> one.outcome().sent()).orElse(List.of())) {
        EntryId key =
            new EntryId(
                sent.message().channel().sender(),
                sent.message().channel().recipient(),
                0,
                order.candidate());
        checks++;
        if (!isDurable.test(key)) {
          return Optional.of("node " + node + " vouches for " + key + " and may lose it");
        }
      }
    }
    return Optional.empty();
  }
}
