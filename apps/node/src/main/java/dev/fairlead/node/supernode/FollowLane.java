package dev.fairlead.node.supernode;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.kernel.messagelog.AppendResult;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.kernel.messagelog.RewindResult;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.node.runtime.EventLoop;
import dev.fairlead.node.runtime.MachineRunner;
import dev.fairlead.node.supernode.source.ChainFeed;
import dev.fairlead.opstack.follow.FollowEffect;
import dev.fairlead.opstack.follow.FollowInput;
import dev.fairlead.opstack.follow.FollowMachine;
import dev.fairlead.opstack.follow.FollowSettings;
import dev.fairlead.opstack.follow.FollowSnapshot;
import java.util.List;
import java.util.function.Consumer;

/**
 * One followed chain: its log, its source and the machine between them. Owned by the loop's thread.
 */
final class FollowLane {
  private final ChainId chain;
  private final MessageLog log;
  private final ChainFeed source;
  private final FactRecorder facts;
  private final Consumer<FollowEffect> toLanes;
  private final FollowMachine machine;
  private final MachineRunner<FollowInput, FollowEffect> runner;
  private boolean isFilled;

  /**
   * Joins the machine to the loop.
   *
   * @param toLanes takes the facts that both lanes have to know
   */
  FollowLane(
      EventLoop loop,
      FollowSettings settings,
      MessageLog log,
      ChainFeed source,
      FactRecorder facts,
      Consumer<FollowEffect> toLanes) {
    this.chain = settings.chain();
    this.log = log;
    this.source = source;
    this.facts = facts;
    this.toLanes = toLanes;
    LogViews logs = _ -> log.view();
    this.machine = new FollowMachine(settings, logs);
    this.runner =
        new MachineRunner<>(
            loop, machine, new FollowInput.TickElapsed(), (effect, _) -> carryOut(effect));
  }

  ChainId chain() {
    return chain;
  }

  MessageLog log() {
    return log;
  }

  boolean isFilled() {
    return isFilled;
  }

  FollowSnapshot snapshot() {
    return machine.snapshot();
  }

  /** Lets the source speak; its answers reach the machine through the loop. */
  void start() {
    source.start(this::deliver);
  }

  private void deliver(FollowInput input) {
    try {
      runner.put(input);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the source is being closed
    }
  }

  private void carryOut(FollowEffect effect) {
    switch (effect) {
      case FollowEffect.FetchBlocks order -> source.fetch(order);
      case FollowEffect.FetchLinks order -> source.fetch(order);
      case FollowEffect.AppendBlocks(List<SealedBlock> blocks) -> append(blocks);
      case FollowEffect.RewindLog(var to) -> {
        RewindResult result = log.rewind(to);
        Invariants.require(
            result instanceof RewindResult.Rewound, () -> "rewind of " + chain + ": " + result);
      }
      case FollowEffect.HistoryChanged(HistoryChange change) -> {
        if (change instanceof HistoryChange.Rewound rewound) {
          facts.rewound(chain, rewound);
        }
        toLanes.accept(effect);
      }
      case FollowEffect.LocalSafeChanged _ -> toLanes.accept(effect);
      case FollowEffect.HistoryReady() -> {
        isFilled = true;
        facts.filled(chain);
        toLanes.accept(effect);
      }
      case FollowEffect.Halted(var halt) -> {
        facts.halted(halt);
        toLanes.accept(effect);
      }
    }
  }

  private void append(List<SealedBlock> blocks) {
    AppendResult result =
        blocks.size() == 1 ? log.append(blocks.getFirst()) : log.appendAll(blocks);
    Invariants.require(
        result instanceof AppendResult.Appended, () -> "append to " + chain + ": " + result);
    facts.appended(chain, blocks);
    facts.progress(chain, isFilled, machine.snapshot().state());
  }
}
