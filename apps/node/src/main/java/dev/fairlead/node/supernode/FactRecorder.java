package dev.fairlead.node.supernode;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.opstack.follow.FollowState;
import dev.fairlead.opstack.follow.Halt;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.MessageFault;
import dev.fairlead.opstack.verifier.ChainOrder;
import dev.fairlead.opstack.verifier.RoundEffect;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Tells operators what the machines found: log lines and counters. Used by the loop's thread. */
final class FactRecorder {
  private static final System.Logger LOG = System.getLogger(Supernode.class.getName());
  private static final int HASH_SHOWN = 10;

  private final SupernodeCounters counters;
  private final Map<ChainId, Long> tenthsFilled = new HashMap<>();

  FactRecorder(SupernodeCounters counters) {
    this.counters = counters;
  }

  void appended(ChainId chain, List<SealedBlock> blocks) {
    counters.appended(chain, blocks);
    SealedBlock last = blocks.getLast();
    LOG.log(
        Level.DEBUG,
        () ->
            "blocks_stored chain=%s count=%d tip=%s"
                .formatted(chain, blocks.size(), shown(last.seal().ref())));
  }

  /** Says now and then how far the back-fill has come. */
  void progress(ChainId chain, boolean isFilled, FollowState state) {
    if (isFilled || !(state instanceof FollowState.BackFilling filling)) {
      return;
    }
    long done = filling.next() - filling.first();
    long all = filling.target() + 1 - filling.first();
    long tenth = all == 0 ? 10 : 10 * done / all;
    if (tenth > tenthsFilled.getOrDefault(chain, 0L)) {
      tenthsFilled.put(chain, tenth);
      LOG.log(
          Level.INFO,
          "back_fill chain=%s blocks=%d of=%d progress=%d%%"
              .formatted(chain, done, all, 10 * tenth));
    }
  }

  void rewound(ChainId chain, HistoryChange.Rewound change) {
    counters.rewound(chain, change.undone().size());
    LOG.log(
        Level.WARNING,
        "reorg chain=%s depth=%d back_to=%s undone_from=%s undone_to=%s"
            .formatted(
                chain,
                change.undone().size(),
                shown(change.to()),
                shown(change.undone().getFirst()),
                shown(change.undone().getLast())));
  }

  void filled(ChainId chain) {
    LOG.log(Level.INFO, "back_fill_done chain=" + chain);
  }

  void halted(Halt halt) {
    LOG.log(
        Level.ERROR,
        "halted code=%s chain=%s block=%s"
            .formatted(halt.code().text(), halt.block().chain(), shown(halt.block().ref())));
  }

  void pruned(ChainId chain, long blocks) {
    if (blocks > 0) {
      counters.pruned(chain, blocks);
      LOG.log(Level.DEBUG, () -> "log_pruned chain=" + chain + " blocks=" + blocks);
    }
  }

  void stepped(Duration duration) {
    counters.verified(duration);
  }

  void decided(SortedSet<ChainId> members, RoundEffect.RoundDecided decision) {
    counters.decided(decision.kind());
    Level level =
        switch (decision.kind()) {
          case WAIT, ADVANCE -> Level.DEBUG;
          case INVALIDATE, REWIND -> Level.WARNING;
        };
    LOG.log(
        level,
        () ->
            "round_decided chains=%s timestamp=%s decision=%s"
                .formatted(members, Long.toUnsignedString(decision.timestamp()), decision.kind()));
  }

  /** Says every reason; {@code lane} is the level that the block cannot reach. */
  void foundInvalid(String lane, InvalidBlock block) {
    for (MessageFault fault : block.faults()) {
      LOG.log(
          Level.WARNING,
          "block_invalid lane=%s chain=%s block=%s log_index=%d code=%s detail=\"%s\""
              .formatted(
                  lane,
                  block.block().chain(),
                  shown(block.block().ref()),
                  fault.logIndex(),
                  fault.reason().code().text(),
                  fault.reason().detail()));
    }
  }

  /** The block is still there, and the safe lane awaits its replacement. */
  void denied(String lane, BlockId block) {
    LOG.log(
        Level.INFO,
        "block_denied lane=%s chain=%s block=%s"
            .formatted(lane, block.chain(), shown(block.ref())));
  }

  void resolved(String lane, BlockId block) {
    LOG.log(
        Level.INFO,
        "block_resolved lane=%s chain=%s block=%s"
            .formatted(lane, block.chain(), shown(block.ref())));
  }

  void ordered(ChainOrder order) {
    if (order instanceof ChainOrder.InvalidateBlock(var denied)) {
      counters.invalidated(denied.chain());
      counters.denied(denied.chain());
    }
  }

  private static String shown(BlockRef block) {
    return Long.toUnsignedString(block.number())
        + ":"
        + block.hash().toString().substring(0, HASH_SHOWN);
  }
}
