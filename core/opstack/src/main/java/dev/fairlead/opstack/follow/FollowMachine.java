package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.kernel.messagelog.AppendResult;
import dev.fairlead.kernel.messagelog.AppendRules;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.safety.SafetyLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the log of one chain in step with its source. Owned by one thread; each fetch that it
 * orders must be answered.
 *
 * <pre>
 * AwaitingSource ── head and labels seen, log empty ──────────► Locating
 * AwaitingSource ── head and labels seen, log has blocks ─────► Searching (is the log still true?)
 * Locating ──────── first block of the window found ──────────► Syncing
 * Syncing ───────── head, label or block contradicts the log ─► Searching
 * Searching ─────── common ancestor found: log is cut there ──► Syncing
 * Searching ─────── nothing differs ──────────────────────────► Syncing (after a pause)
 * Searching ─────── ancestor below finalized ─────────────────► Confirming (ask once more)
 * Confirming ────── the source does have the final block ─────► Syncing
 * Confirming ────── it has another one there ─────────────────► Halted rewind_over_finalized
 * Searching ─────── no stored block is shared ────────────────► Halted state_divergence
 * </pre>
 *
 * Every failed fetch pauses all new ones, each time twice as long. A source whose head is merely
 * lower than the log's tip is no reorg: nothing is cut until it has another block at a stored
 * height.
 */
public final class FollowMachine implements Machine<FollowInput, FollowEffect> {
  private final FollowSettings settings;
  private final LogViews logs;
  private final Backoff backoff;
  private final FetchQueue queue;
  private final LabelTracker labels = new LabelTracker();
  private final ArrayDeque<HistoryChange.Rewound> undone = new ArrayDeque<>();
  private Phase phase = new Phase.AwaitingSource();
  // Absent until the source has announced one; nothing reads it before.
  private @Nullable BlockLink head;
  private LinksRequest asked = LinksRequest.NONE;
  private boolean isHeadUnchecked;
  private boolean isReady;
  private long startNumber;
  private long lastRequest;

  /** Reads the chain's log through {@code logs}; the log may hold blocks of an earlier run. */
  public FollowMachine(FollowSettings settings, LogViews logs) {
    this.settings = settings;
    this.logs = logs;
    this.backoff = new Backoff(settings.limits());
    this.queue = new FetchQueue(settings.limits());
  }

  private sealed interface Phase {
    record AwaitingSource() implements Phase {}

    record Locating(StartSearch search) implements Phase {}

    record Searching(AncestorSearch search, boolean isExpected) implements Phase {}

    record Confirming(BlockRef finalized) implements Phase {}

    record Syncing() implements Phase {}

    record Halted(Halt halt) implements Phase {}
  }

  /** Headers that were asked for. */
  private record LinksRequest(long number, List<Long> heights) {
    static final LinksRequest NONE = new LinksRequest(0, List.of());
  }

  @Override
  public void step(long nowNanos, FollowInput input, Effects<? super FollowEffect> out) {
    if (phase instanceof Phase.Halted) {
      return;
    }
    LogDraft log = new LogDraft(logs.of(settings.chain()));
    switch (input) {
      case FollowInput.TickElapsed() -> {}
      case FollowInput.HeadAnnounced(BlockLink announced) -> {
        head = announced;
        isHeadUnchecked = true;
      }
      case FollowInput.LabelsSeen seen -> labels.seen(seen.labels());
      case FollowInput.BlocksFetched(long request, List<SealedBlock> blocks) ->
          blocksFetched(nowNanos, request, blocks, log, out);
      case FollowInput.LinksFetched(long request, List<BlockLink> links) ->
          linksFetched(nowNanos, request, links, log, out);
      case FollowInput.FetchFailed(long request, FetchFailure ignored) ->
          fetchFailed(nowNanos, request);
    }
    advance(nowNanos, log, out);
  }

  @Override
  public long nextDeadlineNanos() {
    return backoff.deadlineNanos();
  }

  /** The state now. */
  public FollowSnapshot snapshot() {
    return new FollowSnapshot(
        settings.chain(),
        state(),
        labels.confirmed(),
        labels.awaited(),
        backoff.failures(),
        List.copyOf(undone));
  }

  private FollowState state() {
    return switch (phase) {
      case Phase.AwaitingSource() -> new FollowState.AwaitingSource();
      case Phase.Locating ignored -> new FollowState.LocatingStart();
      case Phase.Searching ignored -> new FollowState.SearchingAncestor();
      case Phase.Confirming ignored -> new FollowState.SearchingAncestor();
      case Phase.Halted(Halt halt) -> new FollowState.Halted(halt);
      case Phase.Syncing() -> syncState(new LogDraft(logs.of(settings.chain())));
    };
  }

  private FollowState syncState(LogDraft log) {
    long next = next(log);
    long target = requireHead().number();
    long behind = Long.compareUnsigned(target, next) < 0 ? 0 : target - next + 1;
    return isReady
        ? new FollowState.Live(behind)
        : new FollowState.BackFilling(
            log.first().map(BlockSeal::number).orElse(startNumber), next, target);
  }

  private void advance(long nowNanos, LogDraft log, Effects<? super FollowEffect> out) {
    if (phase instanceof Phase.AwaitingSource && head != null && labels.hasSeen()) {
      begin(log);
    }
    if (phase instanceof Phase.Syncing) {
      checkSource(log, out);
    }
    boolean isPausing = backoff.isPausing(nowNanos);
    if (phase instanceof Phase.Syncing) {
      sync(isPausing, log, out);
    }
    List<Long> heights = wantedHeights();
    if (!heights.isEmpty() && asked.number() == 0 && !isPausing) {
      lastRequest++;
      asked = new LinksRequest(lastRequest, heights);
      out.emit(new FollowEffect.FetchLinks(lastRequest, heights));
    }
  }

  private List<Long> wantedHeights() {
    return switch (phase) {
      case Phase.Locating(StartSearch search) -> search.probes();
      case Phase.Searching(AncestorSearch search, boolean ignored) -> search.probes();
      case Phase.Confirming(BlockRef finalized) -> List.of(finalized.number());
      case Phase.AwaitingSource(), Phase.Syncing() -> List.of();
      case Phase.Halted ignored -> List.of();
    };
  }

  private void begin(LogDraft log) {
    if (log.tip().isPresent()) {
      search(log, true);
      return;
    }
    BlockLink anchor = requireHead();
    BlockLink safe = labels.awaited().get(SafetyLevel.LOCAL_SAFE);
    if (safe != null && Long.compareUnsigned(safe.number(), anchor.number()) < 0) {
      anchor = safe;
    }
    StartSearch search = new StartSearch(settings, anchor);
    if (search.isDone()) {
      startNumber = search.answer();
      phase = new Phase.Syncing();
    } else {
      phase = new Phase.Locating(search);
    }
  }

  /** Looks for contradictions between the log and what the source last said. */
  private void checkSource(LogDraft log, Effects<? super FollowEffect> out) {
    boolean isContradicted = labels.settle(log, out);
    if (isHeadUnchecked) {
      isHeadUnchecked = false;
      BlockLink source = requireHead();
      Optional<BlockSeal> tip = log.tip();
      isContradicted |=
          log.at(source.number()).filter(ref -> !ref.equals(source.ref())).isPresent();
      isContradicted |=
          tip.isPresent()
              && source.number() == tip.get().number() + 1
              && !source.follows(tip.get().ref());
    }
    if (isContradicted) {
      search(log, false);
    }
  }

  private void sync(boolean isPausing, LogDraft log, Effects<? super FollowEffect> out) {
    long target = requireHead().number();
    boolean isAtHead =
        log.tip().filter(tip -> Long.compareUnsigned(tip.number(), target) >= 0).isPresent();
    if (isAtHead && !isReady) {
      isReady = true;
      out.emit(new FollowEffect.HistoryReady());
    }
    if (isPausing) {
      return;
    }
    Optional<FetchQueue.Range> gap = queue.nextGap(lastRequest + 1, next(log), target);
    while (gap.isPresent()) {
      lastRequest++;
      out.emit(new FollowEffect.FetchBlocks(lastRequest, gap.get().first(), gap.get().count()));
      gap = queue.nextGap(lastRequest + 1, next(log), target);
    }
  }

  private void blocksFetched(
      long nowNanos,
      long request,
      List<SealedBlock> blocks,
      LogDraft log,
      Effects<? super FollowEffect> out) {
    if (!queue.expects(request)) {
      return;
    }
    if (!queue.arrived(request, blocks)) {
      backoff.failed(nowNanos);
      return;
    }
    backoff.succeeded();
    append(nowNanos, queue.takeFrom(next(log)), log, out);
  }

  private void append(
      long nowNanos, List<SealedBlock> blocks, LogDraft log, Effects<? super FollowEffect> out) {
    List<SealedBlock> fitting = new ArrayList<>();
    List<BlockRef> refs = new ArrayList<>();
    AppendResult result = new AppendResult.Appended();
    for (SealedBlock block : blocks) {
      result = AppendRules.judge(log.tip(), block.seal());
      if (!(result instanceof AppendResult.Appended)) {
        break;
      }
      log.append(block);
      fitting.add(block);
      refs.add(block.seal().ref());
    }
    if (!fitting.isEmpty()) {
      out.emit(new FollowEffect.AppendBlocks(fitting));
      out.emit(new FollowEffect.HistoryChanged(new HistoryChange.Extended(refs)));
    }
    if (result instanceof AppendResult.Conflict conflict) {
      queue.clear();
      if (conflict.cause() == AppendResult.Cause.PARENT_MISMATCH) {
        search(log, false);
      } else {
        backoff.failed(nowNanos);
      }
    }
  }

  private void fetchFailed(long nowNanos, long request) {
    if (asked.number() == request) {
      asked = LinksRequest.NONE;
      backoff.failed(nowNanos);
    } else if (queue.expects(request)) {
      queue.failed(request);
      backoff.failed(nowNanos);
    }
  }

  private void linksFetched(
      long nowNanos,
      long request,
      List<BlockLink> links,
      LogDraft log,
      Effects<? super FollowEffect> out) {
    if (asked.number() != request) {
      return;
    }
    List<Long> heights = asked.heights();
    asked = LinksRequest.NONE;
    switch (phase) {
      case Phase.Locating(StartSearch search) -> {
        boolean isUsable = search.learn(heights, links);
        report(nowNanos, isUsable);
        phase = isUsable ? located(search) : new Phase.AwaitingSource();
      }
      case Phase.Searching(AncestorSearch search, boolean isExpected) ->
          searched(nowNanos, search.learn(heights, links, log), isExpected, log, out);
      case Phase.Confirming(BlockRef finalized) -> confirmed(nowNanos, finalized, links, out);
      case Phase.AwaitingSource(), Phase.Syncing() -> {}
      case Phase.Halted ignored -> {}
    }
  }

  private Phase located(StartSearch search) {
    if (!search.isDone()) {
      return new Phase.Locating(search);
    }
    startNumber = search.answer();
    return new Phase.Syncing();
  }

  private void searched(
      long nowNanos,
      AncestorSearch.Progress progress,
      boolean isExpected,
      LogDraft log,
      Effects<? super FollowEffect> out) {
    switch (progress) {
      case AncestorSearch.Progress.Continue() -> backoff.succeeded();
      case AncestorSearch.Progress.NoDifference() -> {
        // If the source contradicted the log before, its answers waver: pause before the next.
        report(nowNanos, isExpected);
        phase = new Phase.Syncing();
      }
      case AncestorSearch.Progress.Contradiction() -> {
        backoff.failed(nowNanos);
        search(log, false);
      }
      case AncestorSearch.Progress.NothingShared() -> {
        if (labels.finalized().isPresent()) {
          phase = new Phase.Confirming(labels.finalized().get());
        } else {
          halt(Halt.Code.STATE_DIVERGENCE, log.first().orElseThrow().ref(), out);
        }
      }
      case AncestorSearch.Progress.Found(long number) -> foundAncestor(number, log, out);
    }
  }

  private void foundAncestor(long number, LogDraft log, Effects<? super FollowEffect> out) {
    Optional<BlockRef> finalized = labels.finalized();
    if (finalized.isPresent() && Long.compareUnsigned(number, finalized.get().number()) < 0) {
      phase = new Phase.Confirming(finalized.get());
      return;
    }
    backoff.succeeded();
    BlockRef to = log.at(number).orElseThrow();
    HistoryChange.Rewound rewound = new HistoryChange.Rewound(to, log.cut(number));
    if (undone.size() == FollowSnapshot.UNDONE_MAX) {
      undone.removeFirst();
    }
    undone.addLast(rewound);
    out.emit(new FollowEffect.RewindLog(to));
    out.emit(new FollowEffect.HistoryChanged(rewound));
    labels.rewound(to, out);
    phase = new Phase.Syncing();
  }

  private void confirmed(
      long nowNanos, BlockRef finalized, List<BlockLink> links, Effects<? super FollowEffect> out) {
    boolean isOther = !links.isEmpty() && !links.getFirst().ref().equals(finalized);
    if (isOther) {
      halt(Halt.Code.REWIND_OVER_FINALIZED, finalized, out);
    } else {
      backoff.failed(nowNanos);
      phase = new Phase.Syncing();
    }
  }

  private void halt(Halt.Code code, BlockRef block, Effects<? super FollowEffect> out) {
    Halt halt = new Halt(code, new BlockId(settings.chain(), block));
    phase = new Phase.Halted(halt);
    out.emit(new FollowEffect.Halted(halt));
  }

  private void search(LogDraft log, boolean isExpected) {
    queue.clear();
    asked = LinksRequest.NONE;
    long first = log.first().orElseThrow().number();
    long tip = log.tip().orElseThrow().number();
    phase =
        new Phase.Searching(
            new AncestorSearch(first, tip, settings.limits().linksMax()), isExpected);
  }

  private void report(long nowNanos, boolean isSuccess) {
    if (isSuccess) {
      backoff.succeeded();
    } else {
      backoff.failed(nowNanos);
    }
  }

  private long next(LogDraft log) {
    return log.tip().map(tip -> tip.number() + 1).orElse(startNumber);
  }

  private BlockLink requireHead() {
    if (head == null) {
      throw new IllegalStateException("no head announced");
    }
    return head;
  }
}
