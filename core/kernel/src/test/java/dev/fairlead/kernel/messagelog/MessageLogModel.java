package dev.fairlead.kernel.messagelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/** Checks every answer of a view against the plain list of blocks that it must hold. */
public final class MessageLogModel {
  private MessageLogModel() {}

  /** Asks for every block, every log and every timestamp, and for what lies beside. */
  public static void assertHolds(LogView view, List<SealedBlock> expected) {
    if (expected.isEmpty()) {
      assertThat(view.first()).isEmpty();
      assertThat(view.tip()).isEmpty();
      assertThat(view.seal(0)).isEqualTo(new SealLookup.Ahead());
      assertThat(view.block(7)).isEqualTo(new BlockLookup.Ahead());
      assertThat(view.log(new LogPosition(7, 0))).isEqualTo(new LogLookup.Ahead());
      assertThat(view.lastAtOrBefore(-1)).isEmpty();
      return;
    }
    assertThat(view.first()).contains(expected.getFirst().seal());
    assertThat(view.tip()).contains(expected.getLast().seal());
    for (SealedBlock block : expected) {
      assertHolds(view, block);
    }
    assertEndsAre(view, expected.getFirst().seal(), expected.getLast().seal());
    assertTimestampsAre(view, expected);
  }

  private static void assertHolds(LogView view, SealedBlock block) {
    long number = block.seal().number();
    assertThat(view.block(number)).isEqualTo(new BlockLookup.Found(block));
    assertThat(view.seal(number)).isEqualTo(new SealLookup.Found(block.seal()));
    int count = block.seal().logCount();
    for (int i = 0; i < count; i++) {
      assertThat(view.log(new LogPosition(number, i)))
          .isEqualTo(new LogLookup.Found(block.seal(), block.logHashes().get(i)));
    }
    for (long absent : new long[] {count, 0xffff_ffffL}) {
      assertThat(view.log(new LogPosition(number, absent)))
          .isEqualTo(new LogLookup.NoSuchLog(block.seal()));
    }
  }

  private static void assertEndsAre(LogView view, BlockSeal first, BlockSeal tip) {
    long above = tip.number() + 1;
    assertThat(view.block(above)).isEqualTo(new BlockLookup.Ahead());
    assertThat(view.seal(above)).isEqualTo(new SealLookup.Ahead());
    assertThat(view.log(new LogPosition(above, 0))).isEqualTo(new LogLookup.Ahead());
    if (first.number() != 0) {
      long below = first.number() - 1;
      assertThat(view.block(below)).isEqualTo(new BlockLookup.BelowFirst(first.number()));
      assertThat(view.seal(below)).isEqualTo(new SealLookup.BelowFirst(first.number()));
      assertThat(view.log(new LogPosition(below, 0)))
          .isEqualTo(new LogLookup.BelowFirst(first.number()));
    }
  }

  private static void assertTimestampsAre(LogView view, List<SealedBlock> expected) {
    long first = expected.getFirst().seal().timestamp();
    if (first != 0) {
      assertThat(view.lastAtOrBefore(first - 1)).isEmpty();
    }
    for (int i = 0; i < expected.size(); i++) {
      BlockSeal seal = expected.get(i).seal();
      Optional<BlockSeal> next =
          i + 1 < expected.size() ? Optional.of(expected.get(i + 1).seal()) : Optional.empty();
      if (next.isEmpty() || next.get().timestamp() != seal.timestamp()) {
        assertThat(view.lastAtOrBefore(seal.timestamp())).contains(seal);
        if (next.isEmpty() || next.get().timestamp() != seal.timestamp() + 1) {
          assertThat(view.lastAtOrBefore(seal.timestamp() + 1)).contains(seal);
        }
      }
    }
  }
}
