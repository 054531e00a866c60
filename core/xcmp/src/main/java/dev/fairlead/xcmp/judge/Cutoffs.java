package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.channel.ParaId;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The cutoffs of the paras that a validator serves. Each is set when the para is first served and
 * takes one step per session, so that nobody moves it by many acks in a short time (5.7). One owner
 * thread.
 */
public final class Cutoffs {
  private final JudgeSettings.CutoffRule rule;
  private final SortedMap<ParaId, Served> served = new TreeMap<>();

  private static final class Served {
    private final AckGaps acks = new AckGaps();
    private final AckGaps blocks = new AckGaps();
    private Cutoff cutoff;
    private long lastBlock;

    private Served(Cutoff cutoff) {
      this.cutoff = cutoff;
    }
  }

  /**
   * What the relay chain says of a para.
   *
   * @param isThread whether it has no core of its own
   * @param declared its own cutoff, blocks (AM9)
   * @param lastBlock relay block that last enacted a block of it; 0 before
   * @param period blocks for which one group serves it; for a thread the session (AM17)
   */
  public record Relayed(boolean isThread, OptionalLong declared, long lastBlock, int period) {}

  /** No para is served. */
  public Cutoffs(JudgeSettings.CutoffRule rule) {
    this.rule = rule;
  }

  /** Looks at a para that is served: its first cutoff, and the gaps between its blocks. */
  public void look(ParaId para, Relayed relayed) {
    Served one = served.get(para);
    if (one == null) {
      one = new Served(Cutoff.first(rule, known(new AckGaps(), new AckGaps(), relayed)));
      served.put(para, one);
    }
    if (relayed.lastBlock() > one.lastBlock) {
      if (one.lastBlock > 0) {
        one.blocks.add(relayed.lastBlock() - one.lastBlock);
      }
      one.lastBlock = relayed.lastBlock();
    }
  }

  /** An entry of a para was acked so many counted blocks after it was first given out. */
  public void acked(ParaId para, long blocks) {
    Served one = served.get(para);
    if (one != null) {
      one.acks.add(blocks);
    }
  }

  /** A session has begun: a para's cutoff takes its step. */
  public void step(ParaId para, Relayed relayed) {
    Served one = served.get(para);
    if (one != null) {
      one.cutoff = one.cutoff.next(rule, known(one.acks, one.blocks, relayed));
    }
  }

  private Cutoff.Known known(AckGaps acks, AckGaps blocks, Relayed relayed) {
    return new Cutoff.Known(
        AckGaps.trimmedMeanMillis(served.values().stream().map(one -> one.acks).toList()),
        acks.median(),
        relayed.declared(),
        relayed.isThread() ? blocks.median() : OptionalLong.empty(),
        relayed.period());
  }

  /** Paras that are or were served, ascending. */
  public Iterable<ParaId> paras() {
    return java.util.Collections.unmodifiableSet(served.keySet());
  }

  /** Blocks after which a holder is overdue. */
  public long blocks(ParaId para) {
    Served one = served.get(para);
    return one == null ? rule.baseBlocks() : one.cutoff.blocks();
  }
}
