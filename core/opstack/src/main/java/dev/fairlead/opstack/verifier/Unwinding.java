package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.opstack.follow.Halt;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the newest verified result still stands, and if not, how far to go back. A result
 * with a known base-chain block falls with that block only: if a chain changed although the block
 * is canonical, determinism is broken and nothing may be unwound. Where the base chain is unknown,
 * as in follow mode, the chains' own reorgs are followed. Nothing final is ever unwound.
 */
final class Unwinding {
  private final Ground ground;
  private boolean isResuming;
  // Absent unless a question to the base chain is open.
  private @Nullable BlockRef asked;
  // Absent unless this step brought the answer that the block is canonical.
  private @Nullable BlockRef canonical;
  // Absent unless the base chain was reorganised and that is not dealt with.
  private @Nullable Long baseKept;

  Unwinding(Ground ground, boolean isResuming) {
    this.ground = ground;
    this.isResuming = isResuming;
  }

  /** What follows. */
  sealed interface Verdict {
    /** The result stands. */
    record Holds() implements Verdict {}

    /** It depends on whether the base chain has that block; {@code isNew} if not asked yet. */
    record Ask(BlockRef base, boolean isNew) implements Verdict {}

    /** Results above the target are taken back; all of them if there is none. */
    record RewindTo(Optional<VerifiedResult> target) implements Verdict {}

    /** It can neither stand nor be taken back. */
    record Stop(Halt halt) implements Verdict {}
  }

  boolean isResuming() {
    return isResuming;
  }

  void baseRewound(long lastCanonical) {
    boolean isLower = baseKept == null || Long.compareUnsigned(lastCanonical, baseKept) < 0;
    baseKept = isLower ? Long.valueOf(lastCanonical) : baseKept;
  }

  /** Takes an answer about a base-chain block; false if it was not asked for. */
  boolean answered(BlockRef block, boolean isCanonical) {
    if (!block.equals(asked)) {
      return false;
    }
    asked = null;
    canonical = isCanonical ? block : null;
    return true;
  }

  void endOfStep() {
    canonical = null;
  }

  Verdict judge(VerifiedResult last, OptionalLong finalized) {
    if (baseKept != null) {
      long kept = baseKept;
      baseKept = null;
      asked = null;
      if (Ground.needsAbove(last, kept)) {
        return rewind(last, ground.newestWithin(last, kept), finalized);
      }
    }
    Optional<BlockId> lost = ground.lostHead(last);
    if (last.inclusion() instanceof BaseInclusion.Known(BlockRef base)
        && (isResuming || lost.isPresent())
        && !base.equals(canonical)) {
      boolean isNew = !base.equals(asked);
      asked = base;
      return new Verdict.Ask(base, isNew);
    }
    boolean wasResuming = isResuming;
    isResuming = false;
    return lost.isEmpty()
        ? new Verdict.Holds()
        : judgeLoss(last, lost.get(), finalized, wasResuming);
  }

  private Verdict judgeLoss(
      VerifiedResult last, BlockId lost, OptionalLong finalized, boolean wasResuming) {
    if (ground.isBelowLog(lost)) {
      return new Verdict.Stop(new Halt(Halt.Code.HISTORY_UNAVAILABLE, lost));
    }
    return switch (last.inclusion()) {
      case BaseInclusion.Known ignored ->
          new Verdict.Stop(
              new Halt(
                  wasResuming ? Halt.Code.RESUME_DIVERGENCE : Halt.Code.STATE_DIVERGENCE, lost));
      case BaseInclusion.Unknown() -> rewind(last, ground.newestHeld(last), finalized);
    };
  }

  private static Verdict rewind(
      VerifiedResult last, Optional<VerifiedResult> target, OptionalLong finalized) {
    boolean isOverFinalized =
        finalized.isPresent()
            && (target.isEmpty()
                || Long.compareUnsigned(target.get().timestamp(), finalized.getAsLong()) < 0);
    return isOverFinalized
        ? new Verdict.Stop(new Halt(Halt.Code.REWIND_OVER_FINALIZED, someHead(last)))
        : new Verdict.RewindTo(target);
  }

  private static BlockId someHead(VerifiedResult result) {
    return new BlockId(
        result.chains().firstKey(), result.chains().firstEntry().getValue().verified().block());
  }
}
