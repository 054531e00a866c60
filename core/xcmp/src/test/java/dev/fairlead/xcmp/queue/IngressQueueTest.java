package dev.fairlead.xcmp.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.xcmp.channel.ParaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** XCMP facts, section 3.2: order O1 to O4 and watermark W1 to W4. */
final class IngressQueueTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final List<Watermark> ENTRIES =
      List.of(at(110, 2001), at(110, 1000), at(109, 2034), at(110, 2000), at(110, 1001));

  @Test
  void o1_byBlockThenAscendingId() {
    assertThat(IngressQueue.of(QueueOrder.BY_ID, ENTRIES).entries())
        .containsExactly(at(109, 2034), at(110, 1000), at(110, 1001), at(110, 2000), at(110, 2001));
  }

  @Test
  void o2_byBlockThenHash_withTheKeysOfTheVectors() {
    assertThat(IngressQueue.of(QueueOrder.SHUFFLE, ENTRIES).entries())
        .containsExactly(at(109, 2034), at(110, 2001), at(110, 2000), at(110, 1001), at(110, 1000));
    assertThat(key(110, 2001)).startsWith("0x746e079c7f5e1aa5");
    assertThat(key(110, 2034)).startsWith("0x83f6adce2248a93d");
    assertThat(key(110, 2000)).startsWith("0xd43ebd5f8976c556");
    assertThat(key(110, 1001)).startsWith("0xe32c6ba8f4ed634e");
    assertThat(key(110, 1000)).startsWith("0xe981e850e2d7638a");
  }

  @Test
  void o1_o2_sortingAndComparing_agree_whateverTheOrderOfArrival() {
    Random random = new Random(SEED);
    for (QueueOrder order : QueueOrder.values()) {
      List<Watermark> entries = new ArrayList<>(List.of(at(5, 0), Watermark.endOf(5)));
      for (int i = 0; i < 200; i++) {
        Watermark entry = at(random.nextInt(12), 1 + random.nextInt(5000));
        if (!entries.contains(entry)) {
          entries.add(entry);
        }
      }
      List<Watermark> sorted = new ArrayList<>(entries);
      sorted.sort(order);
      Collections.shuffle(entries, random);

      IngressQueue queue = IngressQueue.of(order, entries);

      assertThat(queue.entries()).as("seed %d", SEED).isEqualTo(sorted);
      assertThat(entries).allMatch(queue::contains);
    }
  }

  @Test
  void o3_watermarkInsideABlock_meansRankAndNotNumber() {
    Watermark mark = at(110, 2001);

    assertThat(IngressQueue.of(QueueOrder.SHUFFLE, block110()).between(Watermark.START, mark))
        .containsExactly(mark);
    assertThat(IngressQueue.of(QueueOrder.BY_ID, block110()).between(Watermark.START, mark))
        .containsExactly(at(110, 1000), at(110, 1001), at(110, 2000), mark);
  }

  @Test
  void o3_am7_marksRankBelowAndAboveAllParas() {
    for (QueueOrder order : QueueOrder.values()) {
      for (Watermark entry : block110()) {
        assertThat(order.isAfter(Watermark.endOf(110), entry)).isTrue();
        assertThat(order.isAfter(entry, at(110, 0))).isTrue();
        assertThat(order.isAfter(at(111, 0), Watermark.endOf(110))).isTrue();
      }
    }
  }

  @Test
  void o4_entryOfABlockAndSender_isThereOnce() {
    assertThatThrownBy(
            () -> IngressQueue.of(QueueOrder.BY_ID, List.of(at(110, 1000), at(110, 1000))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void w1_beyondTheRelayParent_isRefused() {
    assertThat(judge(at(109, 2034), at(111, 1000))).contains(WatermarkRule.W1);
    assertThat(judge(Watermark.START, Watermark.endOf(111))).contains(WatermarkRule.W1);
    assertThat(judge(Watermark.START, Watermark.endOf(110))).isEmpty();
  }

  @Test
  void w2_backwards_isRefused() {
    assertThat(judge(at(110, 1000), at(109, 2034))).contains(WatermarkRule.W2);
    assertThat(judge(at(110, 1001), at(110, 1000))).contains(WatermarkRule.W2);
    assertThat(judge(Watermark.endOf(110), at(110, 2001))).contains(WatermarkRule.W2);
  }

  @Test
  void w3_staying_whileSomethingIsPending_isRefused() {
    assertThat(judge(at(109, 2034), at(109, 2034))).contains(WatermarkRule.W3);
    assertThat(judge(at(109, 2034), at(110, 999))).contains(WatermarkRule.W3);
    assertThat(judge(at(109, 2034), at(110, 1000))).isEmpty();
  }

  @Test
  void w4_positionThatIsNoEntry_isRefused_exceptTheEndAndStandingStill() {
    assertThat(judge(Watermark.START, at(110, 1500))).contains(WatermarkRule.W4);
    assertThat(judge(Watermark.START, Watermark.endOf(109))).contains(WatermarkRule.W4);
    assertThat(judge(at(110, 2001), at(110, 2001))).isEmpty();
    assertThat(judge(at(110, 2001), Watermark.endOf(110))).isEmpty();
    assertThat(judge(Watermark.endOf(110), Watermark.endOf(110))).isEmpty();
    assertThat(judge(at(110, 2001), at(110, 2002))).contains(WatermarkRule.W4);
  }

  @Test
  void w4_w6_firstCandidateEver_mayStayAtTheStartOfAnEmptyQueue() {
    IngressQueue empty = IngressQueue.of(QueueOrder.BY_ID, List.of());

    assertThat(empty.judge(Watermark.START, Watermark.START, 110)).isEmpty();
    assertThat(empty.judge(Watermark.START, Watermark.endOf(110), 110)).isEmpty();
    assertThat(empty.judge(Watermark.START, at(110, 1), 110)).contains(WatermarkRule.W4);
  }

  @Test
  void w3_o3_underTheShuffle_theFirstIsTheFirstByRank() {
    IngressQueue queue = IngressQueue.of(QueueOrder.SHUFFLE, ENTRIES);

    assertThat(queue.judge(at(109, 2034), at(110, 2001), 110)).isEmpty();
    assertThat(queue.judge(at(110, 2000), at(110, 2001), 110)).contains(WatermarkRule.W2);
    assertThat(queue.firstAfter(at(110, 2001))).contains(at(110, 2000));
  }

  private static java.util.Optional<WatermarkRule> judge(Watermark last, Watermark next) {
    return IngressQueue.of(QueueOrder.BY_ID, ENTRIES).judge(last, next, 110);
  }

  private static List<Watermark> block110() {
    return ENTRIES.stream().filter(entry -> entry.block() == 110).toList();
  }

  private static String key(long block, long para) {
    return QueueOrder.shuffleKey(block, new ParaId(para)).toString();
  }

  private static Watermark at(long block, long para) {
    return new Watermark(block, new ParaId(para));
  }
}
