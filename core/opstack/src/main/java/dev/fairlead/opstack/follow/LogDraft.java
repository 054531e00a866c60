package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log as it will be when the effects of the current step have been carried out. */
final class LogDraft {
  private final LogView stored;
  private final List<BlockSeal> appended = new ArrayList<>();
  private Optional<BlockSeal> storedTip;

  LogDraft(LogView stored) {
    this.stored = stored;
    this.storedTip = stored.tip();
  }

  Optional<BlockSeal> first() {
    return stored.first().or(() -> appended.stream().findFirst());
  }

  Optional<BlockSeal> tip() {
    return appended.isEmpty() ? storedTip : Optional.of(appended.getLast());
  }

  /** The block at a height, if the log holds that height. */
  Optional<BlockRef> at(long number) {
    for (int i = appended.size() - 1; i >= 0; i--) {
      if (appended.get(i).number() == number) {
        return Optional.of(appended.get(i).ref());
      }
    }
    boolean isCut =
        storedTip.isEmpty() || Long.compareUnsigned(number, storedTip.get().number()) > 0;
    return !isCut && stored.seal(number) instanceof SealLookup.Found(BlockSeal seal)
        ? Optional.of(seal.ref())
        : Optional.empty();
  }

  void append(SealedBlock block) {
    appended.add(block.seal());
  }

  /** Cuts above a stored block and returns what is cut off, ascending. */
  List<BlockRef> cut(long keptNumber) {
    List<BlockRef> undone = new ArrayList<>();
    long tipNumber = tip().orElseThrow().number();
    for (long n = keptNumber; n != tipNumber; n++) {
      undone.add(at(n + 1).orElseThrow());
    }
    appended.clear();
    storedTip =
        stored.seal(keptNumber) instanceof SealLookup.Found(BlockSeal seal)
            ? Optional.of(seal)
            : Optional.empty();
    return undone;
  }
}
