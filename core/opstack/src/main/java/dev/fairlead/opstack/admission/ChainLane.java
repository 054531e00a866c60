package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the unsafe lane keeps of one chain. */
final class ChainLane {
  private final ChainId chain;
  private final Map<Hash32, Long> denied = new HashMap<>();
  // Absent as long as no block is cross-unsafe.
  private @Nullable BlockRef head;
  private long startNumber;
  private boolean isStarted;
  private Frontier frontier = new Frontier.NotStarted();
  private Set<ChainId> openSources = Set.of();

  ChainLane(ChainId chain) {
    this.chain = chain;
  }

  ChainId chain() {
    return chain;
  }

  Optional<BlockRef> head() {
    return Optional.ofNullable(head);
  }

  boolean isStarted() {
    return isStarted;
  }

  Frontier frontier() {
    return frontier;
  }

  void setFrontier(Frontier next) {
    setFrontier(next, Set.of());
  }

  /** Messages to {@code sources} may get another verdict when these chains grow. */
  void setFrontier(Frontier next, Set<ChainId> sources) {
    frontier = next;
    openSources = sources;
  }

  /** Whether an invalid block has further messages whose verdict depends on that chain's growth. */
  boolean mayFindMoreFaults(ChainId source) {
    return frontier instanceof Frontier.Invalid && openSources.contains(source);
  }

  /** The first block that is judged; blocks below are trusted. */
  long startNumber() {
    return startNumber;
  }

  void start(long number, LogView log) {
    isStarted = true;
    startNumber = number;
    head = log.seal(number - 1) instanceof SealLookup.Found(BlockSeal seal) ? seal.ref() : null;
    frontier = new Frontier.AtTip();
  }

  void raise(BlockRef to) {
    head = to;
  }

  /** Makes the block before {@code number} the head. */
  void lowerBelow(long number, LogView log) {
    reopenFrom(number);
    head = log.seal(number - 1) instanceof SealLookup.Found(BlockSeal seal) ? seal.ref() : null;
  }

  /** Blocks from {@code number} on are judged, even if they were trusted. */
  void reopenFrom(long number) {
    if (Long.compareUnsigned(number, startNumber) < 0) {
      startNumber = number;
    }
  }

  /** Whether the block at that height is cross-unsafe. */
  boolean covers(long number) {
    return head != null && Long.compareUnsigned(number, head.number()) <= 0;
  }

  long nextNumber() {
    return head == null ? startNumber : head.number() + 1;
  }

  /** The block after the head, if the log has it and judging has begun. */
  Optional<SealedBlock> next(LogView log) {
    return isStarted && log.block(nextNumber()) instanceof BlockLookup.Found(SealedBlock block)
        ? Optional.of(block)
        : Optional.empty();
  }

  void deny(BlockRef block) {
    denied.put(block.hash(), block.number());
  }

  void dropDenial(BlockRef block) {
    denied.remove(block.hash());
  }

  boolean isDenied(BlockRef block) {
    return denied.containsKey(block.hash());
  }
}
