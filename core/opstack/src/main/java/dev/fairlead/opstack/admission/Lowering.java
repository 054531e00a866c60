package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.VerifiableHistory;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Takes cross-unsafe away from a chain's blocks from some height on and, transitively, from exactly
 * the blocks that refer to them (and what stands on those). A message is never older than what it
 * refers to, so only blocks from the undone time on are read.
 */
final class Lowering {
  private final LaneTable lanes;
  private final ArrayDeque<Undone> open = new ArrayDeque<>();

  private record Undone(ChainId chain, long number, long timestamp) {}

  Lowering(LaneTable lanes) {
    this.lanes = lanes;
  }

  /**
   * Blocks of the chain from {@code number} on, none older than {@code timestamp}, do not count.
   */
  void undo(ChainId chain, long number, long timestamp) {
    lower(chain, number, timestamp);
    while (!open.isEmpty()) {
      Undone undone = open.remove();
      for (ChainLane lane : lanes.all()) {
        if (!lane.chain().equals(undone.chain())) {
          firstDependant(lane, undone)
              .ifPresent(seal -> lower(lane.chain(), seal.number(), seal.timestamp()));
        }
      }
    }
  }

  private void lower(ChainId chain, long number, long timestamp) {
    ChainLane lane = lanes.lane(chain);
    if (lane.covers(number)) {
      lane.lowerBelow(number, lanes.log(chain));
      open.add(new Undone(chain, number, timestamp));
    }
  }

  private Optional<BlockSeal> firstDependant(ChainLane lane, Undone undone) {
    LogView log = lanes.log(lane.chain());
    long number =
        VerifiableHistory.firstNumberAt(log, undone.timestamp()).orElse(lane.startNumber());
    if (Long.compareUnsigned(number, lane.startNumber()) < 0) {
      number = lane.startNumber();
    }
    while (lane.covers(number) && log.block(number) instanceof BlockLookup.Found found) {
      if (refersTo(found.block(), undone)) {
        return Optional.of(found.block().seal());
      }
      number++;
    }
    return Optional.empty();
  }

  private static boolean refersTo(SealedBlock block, Undone undone) {
    for (MessageReference reference : block.references()) {
      if (reference.chain().equals(undone.chain())
          && Long.compareUnsigned(reference.position().blockNumber(), undone.number()) >= 0) {
        return true;
      }
    }
    return false;
  }
}
