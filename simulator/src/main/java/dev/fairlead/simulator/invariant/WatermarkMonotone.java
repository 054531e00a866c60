package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** On one fork a watermark never goes back, neither in what a block tells nor in its state. */
public final class WatermarkMonotone implements BlockInvariant {
  private final Map<Hash32, RelayState> states = new HashMap<>(); // from the final one on
  private long checks;

  @Override
  public String name() {
    return "watermark-monotone";
  }

  @Override
  public long checks() {
    return checks;
  }

  @Override
  public Optional<String> check(Fact fact) {
    RelayState state = fact.block().state();
    QueueOrder order = state.settings().order();
    states.put(fact.hash(), state);
    for (RelayEvent event : fact.block().events()) {
      if (event instanceof RelayEvent.WatermarkAdvanced(var para, var from, var to, var _)) {
        checks++;
        if (!order.isAfter(to, from)) {
          return Optional.of(para + " moved from " + from + " to " + to);
        }
      }
    }
    RelayState before = states.get(fact.block().parent());
    return before == null ? Optional.empty() : compare(order, before, state);
  }

  private Optional<String> compare(QueueOrder order, RelayState before, RelayState state) {
    for (ParaId para : state.paras()) {
      Watermark was = before.watermark(para);
      checks++;
      if (order.isAfter(was, state.watermark(para))) {
        return Optional.of(para + " went back from " + was + " to " + state.watermark(para));
      }
    }
    return Optional.empty();
  }

  @Override
  public void finalized(BlockRef block) {
    states.values().removeIf(one -> one.number() < block.number());
  }
}
