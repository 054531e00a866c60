package dev.fairlead.xcmp.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.judge.Observation.How;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories of one para with a dropper, an honest collator that comes later, and one that
 * asks for an entry only when it is about to be acked. {@code -Dfairlead.seed=N} repeats a run.
 */
final class JudgePropertyTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final ParaId PARA = new ParaId(2_000);
  private static final PeerId DROPPER = new PeerId(Bytes.literal("0x01"));
  private static final PeerId HONEST = new PeerId(Bytes.literal("0x02"));
  private static final PeerId LATE = new PeerId(Bytes.literal("0x03"));
  private final Random random = new Random(SEED);

  @Test
  void honestAreNeverBlamed_droppersAre_lateRequestsGainNothing() {
    System.out.println("JudgePropertyTest seed " + SEED);
    int droppersFound = 0;
    for (int run = 0; run < 200; run++) {
      Observations seen = new Observations(JudgeSettings.STANDARD);
      long block = run + 1L;
      for (int entry = 0; entry < 20; entry++) {
        block = oneEntry(seen, block);
      }

      assertThat(seen.whitelistBlocks(LATE))
          .as("seed %d run %d", SEED, run)
          .isEqualTo(seen.whitelistBlocks(HONEST));
      assertThat(standing(seen, HONEST, block).rank()).as("seed %d run %d", SEED, run).isZero();
      droppersFound += standing(seen, DROPPER, block) instanceof Standing.Overdue ? 1 : 0;
    }

    assertThat(droppersFound).as("seed %d", SEED).isEqualTo(200);
  }

  /** The dropper first, the honest one 6 to 9 counted blocks later, an ack up to 5 after that. */
  private long oneEntry(Observations seen, long start) {
    JudgedEntry entry = new JudgedEntry(PARA, new Watermark(start, new ParaId(1_000)), Hash32.ZERO);
    seen.sent(start, DROPPER, entry, How.PULLED);
    long block = pass(seen, start, 6 + random.nextInt(4));
    seen.sent(block, HONEST, entry, random.nextBoolean() ? How.PULLED : How.PUSHED);
    seen.reachedFront(block, entry);
    block = pass(seen, block, 1 + random.nextInt(5));
    seen.sent(block, LATE, entry, How.PULLED);
    seen.acked(block, PARA, Watermark.endOf(start), QueueOrder.BY_ID);
    return block + 1;
  }

  /** Lets blocks pass that count, and some that do not; looks at the honest one after each. */
  private long pass(Observations seen, long from, int counted) {
    long block = from;
    for (int left = counted; left > 0; ) {
      block++;
      int excuse = random.nextInt(6);
      if (excuse == 0) {
        seen.relayStalled(block);
      } else if (excuse == 1) {
        seen.withoutCore(PARA, block);
      } else {
        left--;
      }
      assertThat(standing(seen, HONEST, block).rank()).as("seed %d", SEED).isLessThan(2);
    }
    return block;
  }

  private static Standing standing(Observations seen, PeerId collator, long block) {
    return Standing.of(seen, JudgeSettings.STANDARD, collator, block, _ -> 5);
  }
}
