package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.follow.Halt;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.BlockVerdict;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.RoundJudge;
import dev.fairlead.opstack.rules.RoundVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides rounds: a pure function from observations to decisions. */
final class RoundDecider {
  private final RoundJudge judge;

  RoundDecider(RoundJudge judge) {
    this.judge = judge;
  }

  Decision decide(Observation observation) {
    return switch (observation) {
      case Observation.NotReady(long ignored, List<RoundAwaited> awaited) ->
          new Decision.Wait(awaited, List.of());
      case Observation.Ready ready -> decide(ready);
      case Observation.Backwards(long ignored, BlockId block) ->
          new Decision.Stop(new Halt(Halt.Code.STATE_DIVERGENCE, block));
    };
  }

  private Decision decide(Observation.Ready ready) {
    RoundVerdict verdict = judge.judge(ready.round(), ready.history());
    if (verdict.lacksHistory()) {
      return new Decision.Stop(new Halt(Halt.Code.HISTORY_UNAVAILABLE, lacking(ready, verdict)));
    }
    List<InvalidBlock> invalid = new ArrayList<>();
    List<DeniedBlock> denied = new ArrayList<>();
    List<RoundAwaited> awaited = new ArrayList<>();
    for (Map.Entry<ChainId, SealedBlock> entry : ready.round().frontier().entrySet()) {
      ChainId chain = entry.getKey();
      BlockSeal seal = entry.getValue().seal();
      boolean isDenied = isDenied(chain, seal, ready.denied());
      if (isDenied) {
        awaited.add(new RoundAwaited.Replacement(chain, seal.ref()));
      }
      switch (verdict.verdict(chain)) {
        case BlockVerdict.Invalid reasons -> {
          invalid.add(reasons.of(chain, seal));
          if (!isDenied) {
            denied.add(denial(chain, seal, ready.round().timestamp()));
          }
        }
        case BlockVerdict.NotYet(List<Awaited> messages) ->
            messages.forEach(message -> awaited.add(new RoundAwaited.Message(message)));
        case BlockVerdict.Valid() -> {}
        case BlockVerdict.NotEnoughHistory ignored -> {}
      }
    }
    if (!denied.isEmpty()) {
      return new Decision.Invalidate(invalid, denied);
    }
    return awaited.isEmpty()
        ? new Decision.Advance(result(ready))
        : new Decision.Wait(List.copyOf(awaited), invalid);
  }

  private static BlockId lacking(Observation.Ready ready, RoundVerdict verdict) {
    for (Map.Entry<ChainId, SealedBlock> entry : ready.round().frontier().entrySet()) {
      if (verdict.verdict(entry.getKey()) instanceof BlockVerdict.NotEnoughHistory) {
        return new BlockId(entry.getKey(), entry.getValue().seal().ref());
      }
    }
    throw new IllegalArgumentException("no block lacks history");
  }

  private static boolean isDenied(ChainId chain, BlockSeal seal, List<DeniedBlock> denied) {
    return denied.stream()
        .anyMatch(entry -> entry.chain().equals(chain) && entry.block().equals(seal.ref()));
  }

  private static DeniedBlock denial(ChainId chain, BlockSeal seal, long timestamp) {
    return new DeniedBlock(chain, seal.ref(), timestamp, seal.stateRoot(), seal.outboxRoot());
  }

  private static VerifiedResult result(Observation.Ready ready) {
    SortedMap<ChainId, ChainResult> chains = new TreeMap<>();
    ready
        .heads()
        .forEach((chain, seal) -> {
          BlockOutput verified = BlockOutput.of(seal);
          BlockOutput optimistic =
              original(chain, seal, ready.denied()).map(DeniedBlock::output).orElse(verified);
          chains.put(chain, new ChainResult(verified, optimistic));
        });
    return new VerifiedResult(ready.round().timestamp(), ready.inclusion(), chains);
  }

  /** What stood at that height before verification replaced it. */
  private static Optional<DeniedBlock> original(
      ChainId chain, BlockSeal seal, List<DeniedBlock> denied) {
    return denied.stream()
        .filter(entry -> entry.chain().equals(chain) && entry.block().number() == seal.number())
        .findFirst();
  }
}
