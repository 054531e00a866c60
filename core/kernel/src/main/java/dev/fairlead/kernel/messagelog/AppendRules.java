package dev.fairlead.kernel.messagelog;

import java.util.Optional;

/** Decides whether a block follows a tip: the one place for all implementations of the port. */
public final class AppendRules {
  private AppendRules() {}

  /** {@code Appended} here means: may be written. */
  public static AppendResult judge(Optional<BlockSeal> tip, BlockSeal next) {
    if (tip.isEmpty()) {
      return new AppendResult.Appended();
    }
    BlockSeal last = tip.get();
    if (last.ref().equals(next.ref())) {
      return new AppendResult.AlreadyTip();
    }
    if (next.number() != last.number() + 1) {
      return new AppendResult.Conflict(last, next, AppendResult.Cause.NUMBER_GAP);
    }
    if (!next.parentHash().equals(last.hash())) {
      return new AppendResult.Conflict(last, next, AppendResult.Cause.PARENT_MISMATCH);
    }
    if (Long.compareUnsigned(next.timestamp(), last.timestamp()) < 0) {
      return new AppendResult.Conflict(last, next, AppendResult.Cause.TIMESTAMP_BACKWARDS);
    }
    return new AppendResult.Appended();
  }
}
