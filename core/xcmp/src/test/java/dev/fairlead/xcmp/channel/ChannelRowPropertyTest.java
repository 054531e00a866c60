package dev.fairlead.xcmp.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.model.NaiveTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that change against rows hashed anew; {@code -Dfairlead.seed=N} repeats a run. */
final class ChannelRowPropertyTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final ParaId SENDER = new ParaId(1000);
  private final Random random = new Random(SEED);

  @Test
  void anySequenceOfOpeningClosingAndEnacting_givesTheRootOfItsCells() {
    System.out.println("ChannelRowPropertyTest seed " + SEED);
    for (int run = 0; run < 15; run++) {
      ChannelRow row = new ChannelRow(SENDER);
      List<ChannelCell> naive = new ArrayList<>();
      for (int step = 0; step < 120; step++) {
        change(row, naive);
        if (random.nextInt(4) == 0) {
          compare(row, naive);
        }
      }
      compare(row, naive);
    }
  }

  private void change(ChannelRow row, List<ChannelCell> naive) {
    int slot = naive.isEmpty() ? 0 : random.nextInt(naive.size());
    int choice = naive.isEmpty() ? 0 : random.nextInt(5);
    if (choice == 0) {
      ChannelCell fresh = ChannelCell.fresh(new ParaId(2000 + random.nextInt(1000)));
      int lowest = naive.indexOf(ChannelCell.TOMBSTONE);
      int opened = row.open(fresh.recipient());
      if (lowest < 0) {
        naive.add(fresh);
        assertThat(opened).isEqualTo(naive.size() - 1);
      } else {
        naive.set(lowest, fresh);
        assertThat(opened).isEqualTo(lowest);
      }
    } else if (choice == 1) {
      row.close(slot);
      naive.set(slot, ChannelCell.TOMBSTONE);
    } else if (!naive.get(slot).isTombstone()) {
      Hash32 root = new Hash32(random.nextLong(), 0, 0, random.nextLong());
      long block = random.nextLong() >>> 32;
      row.enact(slot, root, block);
      naive.set(slot, new ChannelCell(naive.get(slot).recipient(), root, block));
    }
  }

  private static void compare(ChannelRow row, List<ChannelCell> naive) {
    assertThat(row.cells()).as("seed %d", SEED).isEqualTo(naive);
    assertThat(row.slotCount()).isEqualTo(naive.size());
    assertThat(row.root()).as("seed %d", SEED).isEqualTo(RowRoot.of(SENDER, naive));
    assertThat(row.root()).isEqualTo(NaiveTree.rowRoot(SENDER, naive));
    for (int slot = 0; slot < naive.size(); slot++) {
      assertThat(row.prove(slot)).isEqualTo(RowRoot.prove(naive, slot));
    }
  }

  @Test
  void enacting_onATombstone_isRefused() {
    ChannelRow row = new ChannelRow(SENDER);
    row.open(new ParaId(2000));
    row.close(0);

    assertThatThrownBy(() -> row.enact(0, Hash32.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tombstone");
  }

  @Test
  void opening_aChannelToNobody_isRefused() {
    ChannelRow row = new ChannelRow(SENDER);

    assertThatThrownBy(() -> row.open(ParaId.HIGHEST)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row.open(ParaId.LOWEST)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void table_tellsOnceWhichRowsWereTouched() {
    ChannelTable table = new ChannelTable();
    table.touch(new ParaId(1001)).open(new ParaId(2000));
    table.touch(SENDER).open(new ParaId(2000));

    assertThat(table.drainTouchedRoots())
        .containsOnlyKeys(SENDER, new ParaId(1001))
        .containsEntry(
            SENDER, NaiveTree.rowRoot(SENDER, List.of(ChannelCell.fresh(new ParaId(2000)))));
    assertThat(table.drainTouchedRoots()).isEmpty();
    assertThat(table.root(new ParaId(9))).isEqualTo(Hash32.ZERO);
    assertThat(table.row(new ParaId(9))).isEmpty();
    assertThat(table.senders()).containsExactly(SENDER, new ParaId(1001));
  }
}
