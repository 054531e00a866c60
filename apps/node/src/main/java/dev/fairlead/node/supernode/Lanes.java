package dev.fairlead.node.supernode;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.runtime.EventLoop;
import dev.fairlead.node.runtime.MachineRunner;
import dev.fairlead.opstack.admission.AdmissionEffect;
import dev.fairlead.opstack.admission.AdmissionInput;
import dev.fairlead.opstack.admission.AdmissionMachine;
import dev.fairlead.opstack.admission.AdmissionSnapshot;
import dev.fairlead.opstack.follow.FollowEffect;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.verifier.BaseInclusion;
import dev.fairlead.opstack.verifier.ChainOrder;
import dev.fairlead.opstack.verifier.DeniedBlock;
import dev.fairlead.opstack.verifier.RoundEffect;
import dev.fairlead.opstack.verifier.RoundInput;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All machines of a supernode and the facts that pass between them: following a chain feeds the
 * unsafe and the safe lane, the safe lane feeds the unsafe one. Owned by the loop's thread.
 */
final class Lanes {
  private final FactRecorder facts;
  private final SortedMap<ChainId, FollowLane> follow = new TreeMap<>();
  private final SortedMap<ChainId, SafeLane> safeByChain = new TreeMap<>();
  private final List<SafeLane> safe = new ArrayList<>();
  private final AdmissionMachine admission;
  private final MachineRunner<AdmissionInput, AdmissionEffect> admissionRunner;

  Lanes(EventLoop loop, MessageRules rules, Map<ChainId, MessageLog> logs, FactRecorder facts) {
    this.facts = facts;
    LogViews views = chain -> log(logs, chain).view();
    this.admission = new AdmissionMachine(rules, new TreeSet<>(logs.keySet()), views);
    this.admissionRunner =
        new MachineRunner<>(
            loop, admission, new AdmissionInput.TickElapsed(), (effect, _) -> report(effect));
  }

  void add(FollowLane lane) {
    follow.put(lane.chain(), lane);
  }

  void add(SafeLane lane) {
    safe.add(lane);
    lane.members().forEach(chain -> safeByChain.put(chain, lane));
  }

  /** Tells the unsafe lane what the safe one knows from before, then lets the sources speak. */
  void start() {
    for (SafeLane lane : safe) {
      RoundSnapshot known = lane.snapshot();
      for (DeniedBlock block : known.denied()) {
        admissionRunner.step(new AdmissionInput.BlockDenied(block.id()));
      }
      known
          .crossSafe()
          .forEach((chain, head) ->
              admissionRunner.step(new AdmissionInput.CrossSafeChanged(chain, head)));
      lane.step(new RoundInput.TickElapsed());
    }
    follow.values().forEach(FollowLane::start);
  }

  /** What following a chain has to tell both lanes. */
  void followed(ChainId chain, FollowEffect fact) {
    SafeLane lane = safe(chain);
    switch (fact) {
      case FollowEffect.HistoryChanged(HistoryChange change) -> {
        admissionRunner.step(new AdmissionInput.HistoryChanged(chain, change));
        lane.step(new RoundInput.HistoryChanged(chain, change));
      }
      case FollowEffect.LocalSafeChanged(BlockRef head) ->
          lane.step(new RoundInput.LocalSafeSeen(chain, head, new BaseInclusion.Unknown()));
      case FollowEffect.HistoryReady() -> {
        admissionRunner.step(new AdmissionInput.HistoryReady(chain));
        lane.step(new RoundInput.HistoryReady(chain));
      }
      case FollowEffect.Halted(var halt) -> lane.step(new RoundInput.ChainHalted(halt));
      case FollowEffect.FetchBlocks _, FollowEffect.FetchLinks _ -> {}
      case FollowEffect.AppendBlocks _, FollowEffect.RewindLog _ -> {}
    }
  }

  /** What the safe lane has to tell logs and the unsafe lane. */
  void verified(RoundEffect fact) {
    switch (fact) {
      case RoundEffect.CrossSafeChanged(ChainId chain, BlockRef head) ->
          admissionRunner.step(new AdmissionInput.CrossSafeChanged(chain, head));
      case ChainOrder.InvalidateBlock(DeniedBlock denied) ->
          admissionRunner.step(new AdmissionInput.BlockDenied(denied.id()));
      case RoundEffect.DenialDropped(DeniedBlock denied) ->
          admissionRunner.step(new AdmissionInput.DenialDropped(denied.id()));
      case RoundEffect.PruneLog(ChainId chain, long timestamp) ->
          facts.pruned(chain, follow(chain).log().prune(timestamp));
      case RoundEffect.Persist _, RoundEffect.CheckBase _, RoundEffect.RoundDecided _ -> {}
      case RoundEffect.FinalizedChanged _, RoundEffect.BlockFoundInvalid _ -> {}
      case RoundEffect.InvalidBlockResolved _, RoundEffect.Halted _ -> {}
      case ChainOrder.RewindChain _ -> {}
    }
  }

  SupernodeSnapshot snapshot() {
    AdmissionSnapshot unsafe = admission.snapshot();
    List<RoundSnapshot> components = safe.stream().map(SafeLane::snapshot).toList();
    SortedMap<ChainId, ChainSnapshot> chains = new TreeMap<>();
    for (FollowLane lane : follow.values()) {
      RoundSnapshot component = components.get(safe.indexOf(safe(lane.chain())));
      chains.put(lane.chain(), snapshot(lane, unsafe, component));
    }
    return new SupernodeSnapshot(chains, unsafe, components);
  }

  private static ChainSnapshot snapshot(
      FollowLane lane, AdmissionSnapshot unsafe, RoundSnapshot component) {
    ChainId chain = lane.chain();
    LogView log = lane.log().view();
    var following = lane.snapshot();
    Map<SafetyLevel, BlockRef> heads = new EnumMap<>(SafetyLevel.class);
    log.tip().ifPresent(tip -> heads.put(SafetyLevel.UNSAFE, tip.ref()));
    put(heads, SafetyLevel.CROSS_UNSAFE, unsafe.crossUnsafe().get(chain));
    put(heads, SafetyLevel.LOCAL_SAFE, following.confirmed().get(SafetyLevel.LOCAL_SAFE));
    put(heads, SafetyLevel.CROSS_SAFE, component.crossSafe().get(chain));
    put(heads, SafetyLevel.FINALIZED, component.finalized().get(chain));
    return new ChainSnapshot(chain, log, SafetyHeads.clamped(heads), following, lane.isFilled());
  }

  private static void put(
      Map<SafetyLevel, BlockRef> heads,
      SafetyLevel level,
      @org.jspecify.annotations.Nullable BlockRef head) {
    Optional.ofNullable(head).ifPresent(ref -> heads.put(level, ref));
  }

  private void report(AdmissionEffect effect) {
    switch (effect) {
      case AdmissionEffect.CrossUnsafeChanged _ -> {}
      case AdmissionEffect.BlockFoundInvalid(var block) -> facts.foundInvalid("unsafe", block);
      case AdmissionEffect.InvalidBlockDenied(var block) -> facts.denied("unsafe", block);
      case AdmissionEffect.InvalidBlockResolved(var block) -> facts.resolved("unsafe", block);
    }
  }

  private SafeLane safe(ChainId chain) {
    SafeLane lane = safeByChain.get(chain);
    if (lane == null) {
      throw new IllegalArgumentException("chain " + chain + " is not followed");
    }
    return lane;
  }

  private FollowLane follow(ChainId chain) {
    FollowLane lane = follow.get(chain);
    if (lane == null) {
      throw new IllegalArgumentException("chain " + chain + " is not followed");
    }
    return lane;
  }

  private static MessageLog log(Map<ChainId, MessageLog> logs, ChainId chain) {
    MessageLog log = logs.get(chain);
    if (log == null) {
      throw new IllegalArgumentException("chain " + chain + " is not followed");
    }
    return log;
  }
}
