package dev.fairlead.simulator.invariant;

import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Between senders nobody is overtaken: what a watermark passes is exactly what the para block acted
 * on, in queue order, and what waits afterwards comes after the watermark.
 */
public final class NobodyOvertaken implements BlockInvariant {
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
    for (RelayEvent event : fact.block().events()) {
      if (event instanceof RelayEvent.WatermarkAdvanced advanced) {
        Optional<String> wrong = passed(fact, advanced);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    for (ParaId para : state.paras()) {
      checks++;
      Watermark mark = state.watermark(para);
      List<Watermark> waiting = state.queue(para).entries();
      if (!waiting.isEmpty() && !order.isAfter(waiting.getFirst(), mark)) {
        return Optional.of(waiting.getFirst() + " still waits for " + para + " behind " + mark);
      }
    }
    return Optional.empty();
  }

  private Optional<String> passed(Fact fact, RelayEvent.WatermarkAdvanced advanced) {
    checks++;
    List<Watermark> consumed =
        fact.enacted().stream()
            .filter(one -> one.candidate().para().equals(advanced.para()))
            .map(KnownBlock::consumed)
            .flatMap(List::stream)
            .toList();
    List<Watermark> acknowledged = acknowledged(fact, advanced.para());
    return consumed.equals(acknowledged)
        ? Optional.empty()
        : Optional.of(
            advanced.para() + " acted on " + consumed + ", acknowledged are " + acknowledged);
  }

  /** All that the block acknowledged for a para: it may have enacted several candidates (E7). */
  private static List<Watermark> acknowledged(Fact fact, ParaId para) {
    List<Watermark> all = new ArrayList<>();
    for (RelayEvent event : fact.block().events()) {
      if (event instanceof RelayEvent.WatermarkAdvanced advanced && advanced.para().equals(para)) {
        all.addAll(advanced.acknowledged());
      }
    }
    return all;
  }
}
