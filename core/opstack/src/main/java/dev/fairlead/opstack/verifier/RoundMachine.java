package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.opstack.follow.Halt;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.RoundJudge;
import dev.fairlead.opstack.rules.VerifiableHistory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The safe lane of one component of chains. Each round observes the chains, decides by a pure
 * function, persists the decision and only then applies it; applying twice is harmless, so a crash
 * at any point converges. Owned by one thread; implements sections 4.1 and 4.4 of the facts.
 *
 * <pre>
 * ColdStart ─── all chains back-filled: start point persisted ───► Running
 * Resuming ──── all chains back-filled, verified heads hold ─────► Running
 * Running ───── round valid: Advance ────────────────────────────► Running
 * Running ───── something is not there: Wait ────────────────────► Running
 * Running ───── blocks invalid: denied, orders persisted ────────► CarryingOut
 * Running ───── verified heads undone: results dropped ──────────► Running, or CarryingOut if
 *                                                                  denials were dropped with them
 * CarryingOut ─ all orders reported done ────────────────────────► Running
 * any ───────── can neither progress nor be unwound ─────────────► Halted
 * </pre>
 *
 * After a restart with orders pending it begins in CarryingOut and gives them again. A new machine
 * wants a tick at once.
 */
public final class RoundMachine implements Machine<RoundInput, RoundEffect> {
  private final RoundSettings settings;
  private final LogViews logs;
  private final SortedMap<ChainId, ChainProgress> chains = new TreeMap<>();
  private final DurableState state;
  private final RoundObserver observer;
  private final RoundDecider decider;
  private final Unwinding unwinding;
  private final Finality finality;
  private final Map<BlockId, InvalidBlock> invalid = new LinkedHashMap<>();
  private final EnumMap<DecisionKind, Long> decisions = new EnumMap<>(DecisionKind.class);
  private final Map<ChainId, BlockRef> reportedSafe = new HashMap<>();
  private final SortedMap<ChainId, BlockRef> finalizedHeads = new TreeMap<>();
  private List<RoundAwaited> awaited = List.of();
  private long prunedBelow;
  private boolean mustGiveOrders = true;
  private long wakeNanos = Long.MIN_VALUE;
  // Absent unless the machine has stopped for good.
  private @Nullable Halt halt;

  /** Goes on from what the records hold; reads blocks through {@code logs}. */
  public RoundMachine(RoundSettings settings, VerifierRecords records, LogViews logs) {
    this.settings = settings;
    this.logs = logs;
    for (ChainId chain : settings.members()) {
      chains.put(chain, new ChainProgress(chain, settings.rules().chain(chain)));
    }
    state = new DurableState(records);
    observer = new RoundObserver(chains, logs);
    decider = new RoundDecider(new RoundJudge(settings.rules()));
    unwinding = new Unwinding(new Ground(logs, records), state.last().isPresent());
    finality = new Finality(chains, records, logs);
    for (DecisionKind kind : DecisionKind.values()) {
      decisions.put(kind, 0L);
    }
    if (state.finalized().isPresent()) {
      records
          .atOrBefore(state.finalized().getAsLong())
          .ifPresent(result ->
              settings
                  .members()
                  .forEach(chain ->
                      result.head(chain).ifPresent(head -> finalizedHeads.put(chain, head))));
    }
  }

  @Override
  public void step(long nowNanos, RoundInput input, Effects<? super RoundEffect> out) {
    if (halt != null) {
      return;
    }
    if (nowNanos >= wakeNanos) {
      wakeNanos = Long.MAX_VALUE;
      mustGiveOrders = true;
    }
    accept(nowNanos, input, out);
    if (halt == null) {
      run(nowNanos, out);
    }
    unwinding.endOfStep();
    reportHeads(out);
  }

  @Override
  public long nextDeadlineNanos() {
    return halt == null ? wakeNanos : Long.MAX_VALUE;
  }

  private void accept(long nowNanos, RoundInput input, Effects<? super RoundEffect> out) {
    switch (input) {
      case RoundInput.TickElapsed() -> {}
      case RoundInput.HistoryReady(ChainId chain) -> progress(chain).ready();
      case RoundInput.HistoryChanged(ChainId chain, HistoryChange change) ->
          historyChanged(progress(chain), change);
      case RoundInput.LocalSafeSeen(ChainId chain, BlockRef head, BaseInclusion required) ->
          progress(chain).localSafe(head, required);
      case RoundInput.ChainHalted(Halt chainHalt) -> stop(chainHalt, out);
      case RoundInput.BaseRewound(BlockRef lastCanonical) -> baseRewound(lastCanonical.number());
      case RoundInput.BaseFinalized(BlockRef block) -> finality.base(block);
      case RoundInput.BaseChecked(BlockRef block, boolean isCanonical) -> {
        if (unwinding.answered(block, isCanonical) && !isCanonical) {
          baseRewound(block.number() - 1);
        }
      }
      case RoundInput.OrderDone(ChainOrder order) -> {
        List<ChainOrder> left = new ArrayList<>(state.orders());
        if (left.remove(order)) {
          persist(List.of(new StoreChange.OrdersPending(left)), out);
        }
      }
      case RoundInput.OrderFailed(ChainOrder order) -> {
        if (state.orders().contains(order)) {
          wakeNanos = nowNanos + settings.retryPause().toNanos();
        }
      }
    }
  }

  private static void historyChanged(ChainProgress chain, HistoryChange change) {
    switch (change) {
      case HistoryChange.Extended ignored -> {}
      case HistoryChange.Rewound(BlockRef to, List<BlockRef> ignored) -> chain.rewound(to);
      case HistoryChange.Finalized(BlockRef head) -> chain.finalized(head);
    }
  }

  private void baseRewound(long lastCanonical) {
    chains.values().forEach(chain -> chain.baseRewound(lastCanonical));
    unwinding.baseRewound(lastCanonical);
  }

  private void run(long nowNanos, Effects<? super RoundEffect> out) {
    if (!state.orders().isEmpty()) {
      giveOrders(out);
      return;
    }
    if (!areChainsReady() || !unwind(out)) {
      return;
    }
    if (state.start().isEmpty()) {
      start(out);
    }
    resolveInvalid(out);
    finalizeResults(out);
    rounds(nowNanos, out);
  }

  private void giveOrders(Effects<? super RoundEffect> out) {
    awaited = state.orders().stream().<RoundAwaited>map(RoundAwaited.Order::new).toList();
    if (mustGiveOrders) {
      mustGiveOrders = false;
      for (ChainOrder order : state.orders()) {
        switch (order) {
          case ChainOrder.InvalidateBlock invalidate -> out.emit(invalidate);
          case ChainOrder.RewindChain rewind -> out.emit(rewind);
        }
      }
    }
  }

  private boolean areChainsReady() {
    List<RoundAwaited> missing =
        chains.values().stream()
            .filter(chain -> !chain.isReady())
            .<RoundAwaited>map(chain -> new RoundAwaited.Backfill(chain.chain()))
            .toList();
    if (!missing.isEmpty()) {
      awaited = missing;
    }
    return missing.isEmpty();
  }

  /** False if nothing more can be done in this step. */
  private boolean unwind(Effects<? super RoundEffect> out) {
    if (state.last().isEmpty()) {
      return true;
    }
    return switch (unwinding.judge(state.last().get(), state.finalized())) {
      case Unwinding.Verdict.Holds() -> true;
      case Unwinding.Verdict.Ask(BlockRef base, boolean isNew) -> {
        awaited = List.of(new RoundAwaited.Base(base));
        if (isNew) {
          out.emit(new RoundEffect.CheckBase(base));
        }
        yield false;
      }
      case Unwinding.Verdict.Stop(Halt cause) -> {
        stop(cause, out);
        yield false;
      }
      case Unwinding.Verdict.RewindTo(Optional<VerifiedResult> target) -> {
        rewind(target, out);
        if (state.orders().isEmpty()) {
          yield unwind(out);
        }
        giveOrders(out);
        yield false;
      }
    };
  }

  private void rewind(Optional<VerifiedResult> target, Effects<? super RoundEffect> out) {
    long undone = state.last().orElseThrow().timestamp();
    long from = target.map(result -> result.timestamp() + 1).orElse(0L);
    List<StoreChange> changes = new ArrayList<>(List.of(new StoreChange.VerifiedDropped(from)));
    SortedMap<ChainId, ChainOrder> orders = new TreeMap<>();
    List<DeniedBlock> dropped = new ArrayList<>();
    for (DeniedBlock denial : state.denied()) {
      if (Long.compareUnsigned(denial.decisionTimestamp(), from) >= 0) {
        dropped.add(denial);
        changes.add(new StoreChange.DenialDropped(denial));
        head(denial.chain(), target)
            .ifPresent(
                to -> orders.put(denial.chain(), new ChainOrder.RewindChain(denial.chain(), to)));
      }
    }
    if (!orders.isEmpty()) {
      changes.add(new StoreChange.OrdersPending(List.copyOf(orders.values())));
      mustGiveOrders = true;
    }
    persist(changes, out);
    decided(undone, DecisionKind.REWIND, out);
    dropped.forEach(denial -> out.emit(new RoundEffect.DenialDropped(denial)));
  }

  private void start(Effects<? super RoundEffect> out) {
    Map<ChainId, LogView> views = new HashMap<>();
    chains.keySet().forEach(chain -> views.put(chain, logs.of(chain)));
    long timestamp = VerifiableHistory.firstTimestamp(views, settings.rules());
    for (LogView view : views.values()) {
      // Before its first stored block a chain's head would be unknown.
      long first =
          view.first().filter(seal -> seal.number() != 0).map(BlockSeal::timestamp).orElse(0L);
      timestamp = Long.compareUnsigned(first, timestamp) > 0 ? first : timestamp;
    }
    SortedMap<ChainId, BlockRef> heads = new TreeMap<>();
    for (Map.Entry<ChainId, LogView> view : views.entrySet()) {
      trusted(view.getValue(), timestamp).ifPresent(head -> heads.put(view.getKey(), head));
    }
    persist(List.of(new StoreChange.Started(new StartPoint(timestamp, heads))), out);
  }

  private static Optional<BlockRef> trusted(LogView log, long startTimestamp) {
    return startTimestamp == 0
        ? Optional.empty()
        : log.lastAtOrBefore(startTimestamp - 1).map(BlockSeal::ref);
  }

  private void resolveInvalid(Effects<? super RoundEffect> out) {
    for (InvalidBlock block : List.copyOf(invalid.values())) {
      BlockId id = block.block();
      boolean isStored =
          logs.of(id.chain()).seal(id.ref().number()) instanceof SealLookup.Found(BlockSeal seal)
              && seal.ref().equals(id.ref());
      boolean isVerified =
          head(id.chain(), state.last())
              .filter(head -> Long.compareUnsigned(head.number(), id.ref().number()) >= 0)
              .isPresent();
      if (!isStored || isVerified) {
        invalid.remove(id);
        out.emit(new RoundEffect.InvalidBlockResolved(id));
      }
    }
  }

  private void finalizeResults(Effects<? super RoundEffect> out) {
    Optional<VerifiedResult> newest = finality.newestAbove(state.finalized());
    if (newest.isEmpty()) {
      return;
    }
    persist(List.of(new StoreChange.FinalizedUpTo(newest.get().timestamp())), out);
    for (ChainProgress chain : chains.values()) {
      Optional<BlockRef> head = newest.get().head(chain.chain());
      head.ifPresent(block -> chain.forgetBaseBelow(block.number()));
      if (head.isPresent() && !head.get().equals(finalizedHeads.get(chain.chain()))) {
        finalizedHeads.put(chain.chain(), head.get());
        out.emit(new RoundEffect.FinalizedChanged(chain.chain(), head.get()));
      }
    }
  }

  private void rounds(long nowNanos, Effects<? super RoundEffect> out) {
    List<VerifiedResult> verified = new ArrayList<>();
    StartPoint start = state.start().orElseThrow();
    while (verified.size() < settings.roundsPerStepMax()) {
      Observation seen = observer.observe(start, state.last(), state.denied());
      Decision decision = decider.decide(seen);
      if (decision instanceof Decision.Advance(VerifiedResult result)) {
        state.apply(new StoreChange.Verified(result));
        verified.add(result);
        awaited = List.of();
        continue;
      }
      advanced(nowNanos, verified, out);
      apply(seen.timestampOfRound(), decision, out);
      return;
    }
    advanced(nowNanos, verified, out);
  }

  private void advanced(
      long nowNanos, List<VerifiedResult> verified, Effects<? super RoundEffect> out) {
    if (verified.isEmpty()) {
      return;
    }
    List<StoreChange> changes = new ArrayList<>();
    verified.forEach(result -> changes.add(new StoreChange.Verified(result)));
    long newest = verified.getLast().timestamp();
    long horizon = newest - settings.keepSeconds();
    boolean isTimeToPrune =
        Long.compareUnsigned(newest, settings.keepSeconds()) > 0
            && Long.compareUnsigned(horizon - prunedBelow, settings.keepSeconds() / 64) >= 0;
    if (isTimeToPrune) {
      changes.add(new StoreChange.ResultsPruned(horizon));
    }
    out.emit(new RoundEffect.Persist(changes));
    verified.forEach(result -> decided(result.timestamp(), DecisionKind.ADVANCE, out));
    if (isTimeToPrune) {
      prunedBelow = horizon;
      chains.keySet().forEach(chain -> out.emit(new RoundEffect.PruneLog(chain, horizon)));
    }
    // More rounds may be ready, and finality looks at what is stored by then.
    wakeNanos = nowNanos;
  }

  private void apply(long timestamp, Decision decision, Effects<? super RoundEffect> out) {
    switch (decision) {
      case Decision.Advance ignored -> {}
      case Decision.Wait(List<RoundAwaited> missing, List<InvalidBlock> blocks) -> {
        report(blocks, out);
        if (!missing.equals(awaited)) {
          awaited = missing;
          decided(timestamp, DecisionKind.WAIT, out);
        }
      }
      case Decision.Invalidate(List<InvalidBlock> blocks, List<DeniedBlock> denials) -> {
        List<StoreChange> changes = new ArrayList<>();
        List<ChainOrder> orders = new ArrayList<>();
        for (DeniedBlock denial : denials) {
          changes.add(new StoreChange.Denied(denial));
          orders.add(new ChainOrder.InvalidateBlock(denial));
        }
        changes.add(new StoreChange.OrdersPending(orders));
        persist(changes, out);
        decided(timestamp, DecisionKind.INVALIDATE, out);
        report(blocks, out);
        mustGiveOrders = true;
        giveOrders(out);
      }
      case Decision.Stop(Halt cause) -> stop(cause, out);
    }
  }

  private void report(List<InvalidBlock> blocks, Effects<? super RoundEffect> out) {
    for (InvalidBlock block : blocks) {
      if (!block.equals(invalid.put(block.block(), block))) {
        out.emit(new RoundEffect.BlockFoundInvalid(block));
      }
    }
  }

  private void decided(long timestamp, DecisionKind kind, Effects<? super RoundEffect> out) {
    decisions.merge(kind, 1L, Long::sum);
    out.emit(new RoundEffect.RoundDecided(timestamp, kind));
  }

  private void persist(List<StoreChange> changes, Effects<? super RoundEffect> out) {
    changes.forEach(state::apply);
    out.emit(new RoundEffect.Persist(changes));
  }

  private void stop(Halt cause, Effects<? super RoundEffect> out) {
    halt = cause;
    out.emit(new RoundEffect.Halted(cause));
  }

  private void reportHeads(Effects<? super RoundEffect> out) {
    for (ChainId chain : chains.keySet()) {
      head(chain, state.last())
          .ifPresentOrElse(
              head -> {
                if (!head.equals(reportedSafe.put(chain, head))) {
                  out.emit(new RoundEffect.CrossSafeChanged(chain, head));
                }
              },
              () -> reportedSafe.remove(chain));
    }
  }

  /** The chain's head in a result; without one, its newest block before the start. */
  private Optional<BlockRef> head(ChainId chain, Optional<VerifiedResult> result) {
    Optional<BlockRef> verified = result.flatMap(some -> some.head(chain));
    return verified.isPresent()
        ? verified
        : state.start().flatMap(start -> trusted(logs.of(chain), start.timestamp()));
  }

  private ChainProgress progress(ChainId chain) {
    ChainProgress progress = chains.get(chain);
    if (progress == null) {
      throw new IllegalArgumentException("chain " + chain + " is not in the component");
    }
    return progress;
  }

  /** The state now. */
  public RoundSnapshot snapshot() {
    Optional<VerifiedResult> last = state.last();
    OptionalLong verified =
        last.isPresent() ? OptionalLong.of(last.get().timestamp()) : OptionalLong.empty();
    OptionalLong start =
        state.start().isPresent()
            ? OptionalLong.of(state.start().get().timestamp())
            : OptionalLong.empty();
    return new RoundSnapshot(
        settings.members(),
        roundState(),
        new RoundSnapshot.Progress(start, verified, state.finalized()),
        new TreeMap<>(reportedSafe),
        finalizedHeads,
        awaited,
        List.copyOf(invalid.values()),
        state.denied(),
        decisions);
  }

  private RoundState roundState() {
    if (halt != null) {
      return new RoundState.Halted(halt);
    }
    if (!state.orders().isEmpty()) {
      return new RoundState.CarryingOut(state.orders());
    }
    if (state.start().isEmpty()) {
      return new RoundState.ColdStart();
    }
    return unwinding.isResuming() ? new RoundState.Resuming() : new RoundState.Running();
  }
}
