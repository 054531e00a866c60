package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.LogSourceView;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.rules.RoundJudge;
import dev.fairlead.opstack.rules.RoundVerdict;
import dev.fairlead.opstack.rules.VerifiableHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The unsafe lane. Promotes each chain, block by block, to cross-unsafe: as soon as all messages of
 * the next block are valid and everything they refer to is cross-unsafe, or becomes so together
 * with it because it has the same timestamp. Nothing polls; a chain is looked at again when
 * something that its next block waits for has arrived. Owned by one thread.
 *
 * <p>Per chain, the next block is (see {@link Frontier}):
 *
 * <pre>
 * NotStarted ── back-fill complete ───────► judged
 * AtTip ── a block is appended ────────────► judged
 * judged ── all there and valid ───────────► promoted, then the next one is judged
 * judged ── something is not there ────────► Waiting ── it arrives ──► judged
 * judged ── a message is invalid ──────────► Invalid ── replaced, or a source rewound ──► judged
 * judged ── a message needs pruned blocks ─► LacksHistory ── the safe lane passes it
 * judged ── the safe lane has denied it ───► Denied ── replaced, or the denial dropped ──► judged
 * any ── the chain is rewound ─────────────► judged; whatever refers to undone blocks is lowered
 * </pre>
 *
 * A chain that is stalled, invalid or halted thus stops only chains that depend on its missing
 * blocks.
 */
public final class AdmissionMachine implements Machine<AdmissionInput, AdmissionEffect> {
  /** Blocks judged per step before other inputs get their turn. */
  private static final int BLOCKS_PER_STEP_MAX = 1_024;

  private final MessageRules rules;
  private final RoundJudge judge;
  private final LogViews logs;
  private final LaneTable lanes;
  private final Map<ChainId, ChainRules> chainRules = new HashMap<>();
  private final Map<ChainId, BlockRef> crossSafe = new HashMap<>();
  private final TreeSet<ChainId> due = new TreeSet<>();
  private long lastStepNanos;

  /** Promotes the given chains by these rules, reading their logs. */
  public AdmissionMachine(MessageRules rules, SortedSet<ChainId> chains, LogViews logs) {
    this.rules = rules;
    this.judge = new RoundJudge(rules);
    this.logs = logs;
    this.lanes = new LaneTable(chains);
    chains.forEach(chain -> chainRules.put(chain, rules.chain(chain)));
  }

  @Override
  public void step(long nowNanos, AdmissionInput input, Effects<? super AdmissionEffect> out) {
    lastStepNanos = nowNanos;
    lanes.refresh(logs);
    Step step = new Step();
    switch (input) {
      case AdmissionInput.TickElapsed() -> {}
      case AdmissionInput.HistoryReady(ChainId chain) -> step.start(lanes.lane(chain));
      case AdmissionInput.HistoryChanged(ChainId chain, HistoryChange change) ->
          step.changed(lanes.lane(chain), change);
      case AdmissionInput.CrossSafeChanged(ChainId chain, BlockRef head) -> {
        crossSafe.put(chain, head);
        step.raiseToCrossSafe(lanes.lane(chain));
      }
      case AdmissionInput.BlockDenied(BlockId block) ->
          step.deny(lanes.lane(block.chain()), block.ref());
      case AdmissionInput.DenialDropped(BlockId block) -> {
        lanes.lane(block.chain()).dropDenial(block.ref());
        due.add(block.chain());
      }
    }
    step.judgeDue();
    step.report(out);
  }

  @Override
  public long nextDeadlineNanos() {
    return due.isEmpty() ? Long.MAX_VALUE : lastStepNanos;
  }

  /** The state now. */
  public AdmissionSnapshot snapshot() {
    SortedMap<ChainId, BlockRef> heads = new TreeMap<>();
    SortedMap<ChainId, Frontier> frontiers = new TreeMap<>();
    for (ChainLane lane : lanes.all()) {
      lane.head().ifPresent(head -> heads.put(lane.chain(), head));
      frontiers.put(lane.chain(), lane.frontier());
    }
    return new AdmissionSnapshot(heads, frontiers);
  }

  /** One step, on the logs as they are now. */
  private final class Step {
    private final LogSourceView sources = new LogSourceView(lanes.logs(), chainRules);
    private final AdmissionSnapshot before = snapshot();

    void start(ChainLane lane) {
      if (lane.isStarted()) {
        return;
      }
      Map<ChainId, LogView> needed = new HashMap<>(lanes.logs());
      needed.keySet().retainAll(rules.dependencySet().sources(lane.chain()));
      LogView log = lanes.log(lane.chain());
      long timestamp = VerifiableHistory.firstTimestamp(needed, rules);
      lane.start(VerifiableHistory.firstNumberAt(log, timestamp).orElse(0), log);
      raiseToCrossSafe(lane);
      due.add(lane.chain());
      wakeWaiting();
    }

    void changed(ChainLane lane, HistoryChange change) {
      switch (change) {
        case HistoryChange.Extended ignored -> {
          if (lane.frontier() instanceof Frontier.AtTip) {
            due.add(lane.chain());
          }
          lanes.all().stream()
              .filter(other -> other.mayFindMoreFaults(lane.chain()))
              .forEach(other -> due.add(other.chain()));
          wakeWaiting();
        }
        case HistoryChange.Rewound(BlockRef to, List<BlockRef> ignored) ->
            undo(lane, to.number() + 1);
        case HistoryChange.Finalized ignored -> {}
      }
    }

    void raiseToCrossSafe(ChainLane lane) {
      BlockRef head = crossSafe.get(lane.chain());
      if (head != null
          && lane.isStarted()
          && !lane.covers(head.number())
          && lanes.log(lane.chain()).seal(head.number()) instanceof SealLookup.Found found
          && found.seal().ref().equals(head)) {
        lane.raise(head);
        due.add(lane.chain());
        wakeWaiting();
      }
    }

    void deny(ChainLane lane, BlockRef block) {
      lane.deny(block);
      if (lanes.log(lane.chain()).seal(block.number()) instanceof SealLookup.Found found
          && found.seal().ref().equals(block)) {
        undo(lane, block.number());
      }
    }

    /** Blocks from {@code number} on do not count; every verdict may have changed with them. */
    private void undo(ChainLane lane, long number) {
      long timestamp =
          lanes.log(lane.chain()).seal(number - 1) instanceof SealLookup.Found found
              ? found.seal().timestamp()
              : 0;
      lane.reopenFrom(number);
      new Lowering(lanes).undo(lane.chain(), number, timestamp);
      lanes.all().stream().filter(ChainLane::isStarted).map(ChainLane::chain).forEach(due::add);
    }

    private void wakeWaiting() {
      for (ChainLane lane : lanes.all()) {
        if (lane.frontier() instanceof Frontier.Waiting waiting
            && waiting.awaited().stream().anyMatch(this::hasArrived)) {
          due.add(lane.chain());
        }
      }
    }

    private boolean hasArrived(Awaited awaited) {
      return switch (awaited) {
        case Awaited.Block(ChainId chain, long number, long timestamp) ->
            sources.isCompleteAt(chain, timestamp)
                || (lanes.find(chain).isPresent()
                    && lanes.log(chain).seal(number) instanceof SealLookup.Found);
        case Awaited.Level level ->
            lanes.find(level.chain()).filter(lane -> lane.covers(level.number())).isPresent();
      };
    }

    void judgeDue() {
      int judged = 0;
      while (!due.isEmpty() && judged < BLOCKS_PER_STEP_MAX) {
        ChainId chain = due.first();
        due.remove(chain);
        judged += judgeNext(lanes.lane(chain));
      }
    }

    /** Judges a chain's next block with all it is entangled with; returns how many blocks. */
    private int judgeNext(ChainLane lane) {
      Optional<SealedBlock> next = lane.next(lanes.log(lane.chain()));
      if (next.isEmpty()) {
        lane.setFrontier(lane.isStarted() ? new Frontier.AtTip() : new Frontier.NotStarted());
        return 1;
      }
      if (lane.isDenied(next.get().seal().ref())) {
        lane.setFrontier(new Frontier.Denied(next.get().seal().ref()));
        return 1;
      }
      HazardSet set = new HazardSet(lane.chain(), next.get(), lanes);
      RoundVerdict verdict = set.judge(judge, sources);
      SortedMap<ChainId, SealedBlock> promotable = set.promotable(verdict);
      set.blocks()
          .forEach((chain, block) -> {
            if (promotable.containsKey(chain)) {
              lanes.lane(chain).raise(block.seal().ref());
            } else {
              Frontier held = set.held(chain, block, verdict, promotable);
              lanes.lane(chain).setFrontier(held, set.openSources(block, sources));
            }
          });
      due.addAll(promotable.keySet());
      if (!promotable.isEmpty()) {
        wakeWaiting();
      }
      return set.blocks().size();
    }

    void report(Effects<? super AdmissionEffect> out) {
      for (ChainLane lane : lanes.all()) {
        ChainId chain = lane.chain();
        Frontier was = before.frontiers().getOrDefault(chain, new Frontier.NotStarted());
        reportInvalid(was, lane.frontier(), out);
        BlockRef old = before.crossUnsafe().get(chain);
        lane.head()
            .filter(head -> !head.equals(old))
            .ifPresent(head -> out.emit(new AdmissionEffect.CrossUnsafeChanged(chain, head)));
      }
    }

    private void reportInvalid(Frontier was, Frontier is, Effects<? super AdmissionEffect> out) {
      if (was.equals(is)) {
        return;
      }
      if (was instanceof Frontier.Invalid(InvalidBlock old)) {
        BlockId block = old.block();
        boolean isStillInvalid =
            is instanceof Frontier.Invalid(InvalidBlock found) && found.block().equals(block);
        boolean isDenied =
            is instanceof Frontier.Denied(BlockRef denied) && denied.equals(block.ref());
        if (isDenied) {
          out.emit(new AdmissionEffect.InvalidBlockDenied(block));
        } else if (!isStillInvalid) {
          out.emit(new AdmissionEffect.InvalidBlockResolved(block));
        }
      }
      if (is instanceof Frontier.Invalid(InvalidBlock found)) {
        out.emit(new AdmissionEffect.BlockFoundInvalid(found));
      }
    }
  }
}
