package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.opstack.admission.Frontier;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.BlockVerdict;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.LogSourceView;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.rules.Missing;
import dev.fairlead.opstack.rules.Round;
import dev.fairlead.opstack.rules.RoundJudge;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Explains single blocks on a snapshot: judges their messages by the rules of core together with
 * all blocks of the same timestamp. What a lane has found already counts before that.
 */
public final class BlockReporter {
  private static final List<SafetyLevel> STRONGEST_FIRST =
      List.of(
          SafetyLevel.FINALIZED,
          SafetyLevel.CROSS_SAFE,
          SafetyLevel.CROSS_UNSAFE,
          SafetyLevel.LOCAL_SAFE);

  private final Map<ChainId, ChainRules> rules;
  private final RoundJudge judge;

  /** Judges by the rules of these chains. */
  public BlockReporter(SupernodeConfig config) {
    this.rules = AdmissionService.rules(config);
    this.judge = new RoundJudge(new MessageRules(config.dependencySet(), rules));
  }

  /** Reports on the block at a height of a followed chain. */
  public BlockReport report(SupernodeSnapshot snapshot, ChainSnapshot chain, long number) {
    ChainId id = chain.chain();
    return switch (chain.log().block(number)) {
      case BlockLookup.Ahead() -> {
        List<Awaited> awaits = List.of(new Awaited.Block(id, number, -1L));
        yield new BlockReport(id, number, null, new BlockVerdict.NotYet(awaits), null, awaits);
      }
      case BlockLookup.BelowFirst(long first) ->
          new BlockReport(
              id,
              number,
              null,
              new BlockVerdict.NotEnoughHistory(
                  List.of(new BlockVerdict.Undecidable(0, new Missing(id, number, first)))),
              null,
              List.of());
      case BlockLookup.Found(SealedBlock block) -> report(snapshot, chain, block);
    };
  }

  private BlockReport report(SupernodeSnapshot snapshot, ChainSnapshot chain, SealedBlock block) {
    BlockId id = new BlockId(chain.chain(), block.seal().ref());
    BlockVerdict verdict =
        found(snapshot, id).orElseGet(() -> judge(snapshot, chain.chain(), block));
    if (!(verdict instanceof BlockVerdict.Invalid) && isVerified(snapshot, id, block)) {
      verdict = new BlockVerdict.Valid();
    }
    return new BlockReport(
        id.chain(),
        id.ref().number(),
        id.ref().hash(),
        verdict,
        level(chain.heads(), id.ref().number()),
        awaits(snapshot, id, verdict));
  }

  /** What the lanes hold against the block. */
  private static Optional<BlockVerdict> found(SupernodeSnapshot snapshot, BlockId id) {
    Stream<InvalidBlock> safe =
        snapshot.component(id.chain()).stream().flatMap(lane -> lane.invalid().stream());
    Stream<InvalidBlock> unsafe =
        snapshot.admission().frontiers().get(id.chain()) instanceof Frontier.Invalid(var block)
            ? Stream.of(block)
            : Stream.empty();
    return Stream.concat(safe, unsafe)
        .filter(block -> block.block().equals(id) && !block.faults().isEmpty())
        .findFirst()
        .map(block -> new BlockVerdict.Invalid(block.faults()));
  }

  private BlockVerdict judge(SupernodeSnapshot snapshot, ChainId chain, SealedBlock block) {
    long timestamp = block.seal().timestamp();
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    snapshot
        .chains()
        .forEach((id, state) -> at(state, timestamp).ifPresent(b -> frontier.put(id, b)));
    frontier.put(chain, block);
    LogSourceView sources =
        new LogSourceView(
            snapshot.chains().values().stream()
                .collect(Collectors.toMap(ChainSnapshot::chain, ChainSnapshot::log)),
            rules);
    return judge.judge(new Round(timestamp, frontier), sources).verdict(chain);
  }

  private static Optional<SealedBlock> at(ChainSnapshot chain, long timestamp) {
    return chain
        .log()
        .lastAtOrBefore(timestamp)
        .filter(seal -> seal.timestamp() == timestamp)
        .flatMap(seal ->
            chain.log().block(seal.number()) instanceof BlockLookup.Found(SealedBlock block)
                ? Optional.of(block)
                : Optional.empty());
  }

  private static boolean isVerified(SupernodeSnapshot snapshot, BlockId id, SealedBlock block) {
    Optional<RoundSnapshot> lane = snapshot.component(id.chain());
    if (lane.isEmpty() || lane.get().progress().start().isEmpty()) {
      return false;
    }
    long start = lane.get().progress().start().getAsLong();
    return snapshot
            .chain(id.chain())
            .orElseThrow()
            .heads()
            .reaches(id.ref().number(), SafetyLevel.CROSS_SAFE)
        && Long.compareUnsigned(block.seal().timestamp(), start) >= 0;
  }

  private static SafetyLevel level(SafetyHeads heads, long number) {
    return STRONGEST_FIRST.stream()
        .filter(level -> heads.reaches(number, level))
        .findFirst()
        .orElse(SafetyLevel.UNSAFE);
  }

  private static List<Awaited> awaits(
      SupernodeSnapshot snapshot, BlockId id, BlockVerdict verdict) {
    if (verdict instanceof BlockVerdict.NotYet(List<Awaited> awaited)) {
      return awaited;
    }
    return snapshot.admission().frontiers().get(id.chain())
                instanceof Frontier.Waiting(var block, List<Awaited> awaited)
            && Long.compareUnsigned(block.number(), id.ref().number()) <= 0
        ? awaited
        : List.of();
  }
}
