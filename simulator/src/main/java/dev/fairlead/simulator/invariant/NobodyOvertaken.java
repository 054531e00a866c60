package dev.fairlead.simulator.invariant;

import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Between senders nobody is overtaken: what a watermark passes is exactly what the para block acted
 * on, in queue order, and what waits afterwards comes after the watermark. On one fork a watermark
 * never goes back.
 */
public final class NobodyOvertaken implements Invariant {
  private final Map<dev.fairlead.kernel.bytes.Hash32, RelayState> states = new HashMap<>();
  private long checks;

  @Override
  public String name() {
    return "nobody-overtaken";
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
    RelayState before = states.get(fact.block().parent());
    for (RelayEvent event : fact.block().events()) {
      if (event instanceof RelayEvent.WatermarkAdvanced advanced) {
        Optional<String> wrong = passed(fact, order, advanced);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    for (ParaId para : state.paras()) {
      checks++;
      Watermark mark = state.watermark(para);
      if (before != null && order.isAfter(before.watermark(para), mark)) {
        return Optional.of("watermark of " + para + " went back to " + mark);
      }
      List<Watermark> waiting = state.queue(para).entries();
      if (!waiting.isEmpty() && !order.isAfter(waiting.getFirst(), mark)) {
        return Optional.of(waiting.getFirst() + " still waits for " + para + " behind " + mark);
      }
    }
    states.values().removeIf(one -> one.number() < state.number() - STATES_KEPT);
    return Optional.empty();
  }

  private static final int STATES_KEPT = 64;

  private Optional<String> passed(
      Fact fact, QueueOrder order, RelayEvent.WatermarkAdvanced advanced) {
    checks++;
    if (!order.isAfter(advanced.to(), advanced.from())) {
      return Optional.of(
          advanced.para() + " moved from " + advanced.from() + " to " + advanced.to());
    }
    List<Watermark> consumed =
        fact.enacted().stream()
            .filter(one -> one.candidate().para().equals(advanced.para()))
            .map(KnownBlock::consumed)
            .flatMap(List::stream)
            .toList();
    return consumed.equals(advanced.acknowledged())
        ? Optional.empty()
        : Optional.of(
            advanced.para()
                + " acted on "
                + consumed
                + ", acknowledged are "
                + advanced.acknowledged());
  }
}
