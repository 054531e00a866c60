package dev.fairlead.simulator.invariant;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;

/**
 * Once faults have stopped, nothing waits for long: the first entry of every queue is at most so
 * many relay blocks old.
 */
public final class Progress implements BlockInvariant {
  private final long fromBlock;
  private final int waitBlocksMax;
  private long checks;

  /**
   * A bound on waiting.
   *
   * @param fromBlock relay block from which on it must hold: the end of all faults and some time to
   *     recover
   * @param waitBlocksMax most relay blocks that an entry may be old
   */
  public Progress(long fromBlock, int waitBlocksMax) {
    this.fromBlock = fromBlock;
    this.waitBlocksMax = waitBlocksMax;
  }

  @Override
  public String name() {
    return "progress";
  }

  @Override
  public long checks() {
    return checks;
  }

  @Override
  public Optional<String> check(Fact fact) {
    RelayState state = fact.block().state();
    if (state.number() < fromBlock || !fact.block().isBest()) {
      return Optional.empty();
    }
    for (ParaId para : state.paras()) {
      List<Watermark> waiting = state.queue(para).entries();
      checks++;
      if (!waiting.isEmpty() && state.number() - waiting.getFirst().block() > waitBlocksMax) {
        return Optional.of(
            waiting.getFirst() + " waits for " + para + " at block " + state.number());
      }
    }
    return Optional.empty();
  }
}
