package dev.fairlead.xcmp.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is served and who has to leave (5.7, N-G3); {@code -Dfairlead.seed=N} repeats a run. */
final class ServiceOrderTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final Standing UNKNOWN = new Standing.Unknown();
  private static final Standing OVERDUE =
      new Standing.Overdue(
          new JudgedEntry(new ParaId(2), new Watermark(1, new ParaId(1)), Hash32.ZERO), 6, 5);
  private static final HandOverNote PRAISE = new HandOverNote(100, 0, 2);
  private static final HandOverNote BLAME = new HandOverNote(0, 9, 0);
  private final ServiceOrder order = new ServiceOrder(JudgeSettings.STANDARD);

  @Test
  void s57_provenThenCoolThenHotThenOverdue() {
    Applicant quick = applicant(1, new Standing.Proven(1, 2), 9, HandOverNote.NONE);
    Applicant slow = applicant(2, new Standing.Proven(50, 4), 0, HandOverNote.NONE);
    Applicant cool = applicant(3, UNKNOWN, 0, HandOverNote.NONE);
    Applicant hot = applicant(4, UNKNOWN, 3, PRAISE);
    Applicant overdue = applicant(5, OVERDUE, 0, PRAISE);

    assertThat(order.rank(List.of(overdue, hot, cool, slow, quick)))
        .containsExactly(quick, slow, cool, hot, overdue);
  }

  /** T7: whatever a note says, it changes nothing between two that our own observations tell. */
  @Test
  void nG3_notesOnlyBreakTies() {
    System.out.println("ServiceOrderTest seed " + SEED);
    Random random = new Random(SEED);
    ServiceOrder deaf = new ServiceOrder(without(true));
    for (int run = 0; run < 200; run++) {
      List<Applicant> applicants = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Standing standing = i == 5 ? OVERDUE : i == 4 ? UNKNOWN : new Standing.Proven(1, i);
        HandOverNote note =
            new HandOverNote(random.nextInt(9), random.nextInt(9), random.nextInt(9));
        applicants.add(applicant(i, standing, 0, note));
      }
      Collections.shuffle(applicants, random);

      assertThat(order.rank(applicants))
          .as("seed %d", SEED)
          .isEqualTo(deaf.rank(applicants))
          .extracting(a -> a.collator().bytes().byteAt(0))
          .containsExactly(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void nG3_amongTheUnknown_notesChooseTheFirst() {
    Applicant blamed = applicant(1, UNKNOWN, 0, BLAME);
    Applicant silent = applicant(2, UNKNOWN, 0, HandOverNote.NONE);
    Applicant praised = applicant(3, UNKNOWN, 0, PRAISE);
    List<Applicant> all = List.of(blamed, silent, praised);

    assertThat(order.rank(all)).containsExactly(praised, silent, blamed);
    assertThat(new ServiceOrder(without(true)).rank(all)).isEqualTo(all);
  }

  @Test
  void s57_aFifthIsKeptForNewcomers() {
    List<Applicant> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(applicant(i, new Standing.Proven(1, 2), 0, HandOverNote.NONE));
    }
    Applicant newcomer = applicant(50, UNKNOWN, 9, HandOverNote.NONE);
    all.add(newcomer);

    assertThat(order.choose(all, 10)).hasSize(10).contains(newcomer);
    assertThat(order.choose(all.subList(0, 20), 10)).hasSize(10);
    assertThat(new ServiceOrder(without(false)).choose(all, 10)).hasSize(10);
    assertThat(new ServiceOrder(without(false)).choose(all, 10)).doesNotContain(newcomer);
    assertThat(order.newcomersSlots(10)).isEqualTo(2);
    assertThat(order.newcomersSlots(1)).isEqualTo(1);
  }

  @Test
  void s57_whileNobodyElseAsks_theOverdueAreServed() {
    Applicant overdue = applicant(1, OVERDUE, 99, BLAME);

    assertThat(order.choose(List.of(overdue), 4)).containsExactly(overdue);
  }

  @Test
  void s57_worstTenthLeavesAfterItsTimeIfAStrangerWaits() {
    Churn churn = new Churn(JudgeSettings.STANDARD);
    List<PeerId> ranked = ids(20);

    assertThat(churn.leaving(0, ranked, 9)).isEmpty();
    assertThat(churn.leaving(99, ranked, 9)).isEmpty();
    assertThat(churn.leaving(100, ranked, 0)).isEmpty();
    assertThat(churn.leaving(100, ranked, 1)).containsExactly(id(19));
    assertThat(churn.leaving(101, ranked, 9)).containsExactly(id(18));
  }

  @Test
  void s57_whoRisesInBetween_startsAgain() {
    Churn churn = new Churn(JudgeSettings.STANDARD);
    churn.leaving(0, ids(10), 1);
    churn.leaving(50, ids(10).reversed(), 1);

    assertThat(churn.leaving(100, ids(10), 1)).isEmpty();
    assertThat(churn.leaving(200, ids(10), 1)).containsExactly(id(9));
  }

  @Test
  void am24_churnCanBeSwitchedOff() {
    Churn churn = new Churn(without(true));
    churn.leaving(0, ids(10), 9);

    assertThat(churn.leaving(1_000, ids(10), 9)).isEmpty();
  }

  /** Settings without notes and churn, and with or without the newcomers' slot. */
  private static JudgeSettings without(boolean newcomersSlot) {
    JudgeSettings fewer =
        JudgeSettings.STANDARD.without(Protection.HAND_OVER).without(Protection.CHURN);
    return newcomersSlot ? fewer : fewer.without(Protection.NEWCOMERS_SLOT);
  }

  private static Applicant applicant(int id, Standing standing, double heat, HandOverNote note) {
    return new Applicant(id(id), standing, heat, note);
  }

  private static List<PeerId> ids(int number) {
    List<PeerId> ids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ids.add(id(i));
    }
    return ids;
  }

  private static PeerId id(int number) {
    return new PeerId(Bytes.of(new byte[] {(byte) number}));
  }
}
