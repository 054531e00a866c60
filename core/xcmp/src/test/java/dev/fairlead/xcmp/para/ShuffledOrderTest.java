package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.BALANCE;
import static dev.fairlead.xcmp.para.ParaBed.BOB;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.P3;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four senders, one recipient, and the order of the queue (O1, O2) from the senders' blocks to the
 * recipient's inbox. {@code -Dfairlead.seed=N} repeats a run.
 */
final class ShuffledOrderTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final List<ParaId> SENDERS = List.of(P1, P3, new ParaId(4000), new ParaId(5000));
  private static final ChannelLimits ROOMY = new ChannelLimits(64, 1 << 20, 1 << 18);
  private static final ParaSettings KEEP_ALL = new ParaSettings(0, 1 << 20);

  /** What the recipient has to act on, oldest first, told by the amounts. */
  private record Expected(Watermark position, long amount) {}

  @ParameterizedTest
  @EnumSource(QueueOrder.class)
  void rx5_randomSendsAndCuts_fillTheInboxInQueueOrder(QueueOrder order) throws Exception {
    System.out.println("ShuffledOrderTest seed " + SEED + " " + order);
    Random random = new Random(SEED);
    ParaBed bed = bed(order, KEEP_ALL);
    List<Expected> expected = new ArrayList<>();
    int amount = 0;
    int cuts = 0;
    for (int round = 0; round < 12; round++) {
      Map<ParaId, Long> amounts = new HashMap<>();
      List<Collation.Built> blocks = new ArrayList<>();
      for (ParaId sender : SENDERS) {
        if (random.nextInt(3) > 0) {
          amounts.put(sender, (long) ++amount);
          blocks.add(bed.build(sender, transfer(P2, amount)));
        }
      }
      List<Watermark> queue = bed.relay.queue(P2).entries();
      if (!queue.isEmpty() && random.nextInt(4) > 0) {
        blocks.add(bed.buildUpTo(queue.get(random.nextInt(queue.size())), P2));
        cuts++;
      }
      bed.mine(List.copyOf(blocks), List.of(), false).mine();
      long block = bed.relay.number();
      amounts.entrySet().stream()
          .map(one -> new Expected(new Watermark(block, one.getKey()), one.getValue()))
          .sorted((left, right) -> order.compare(left.position(), right.position()))
          .forEach(expected::add);
      demandPrefix(bed, expected);
    }
    bed.mine(bed.build(P2)).mine();

    assertThat(bed.events).noneMatch(RelayEvent.CandidateRefused.class::isInstance);
    assertThat(cuts).as("seed %d", SEED).isPositive();
    assertThat(bed.relay.queue(P2).entries()).isEmpty();
    assertThat(bed.included(P2).inbox()).hasSameSizeAs(expected);
    demandPrefix(bed, expected);
  }

  private static void demandPrefix(ParaBed bed, List<Expected> expected) throws Exception {
    List<ParaStorage.InboxEntry> inbox = bed.included(P2).inbox();
    for (int i = 0; i < inbox.size(); i++) {
      assertThat(inbox.get(i).sender())
          .as("seed %d entry %d", SEED, i)
          .isEqualTo(expected.get(i).position().para());
      assertThat(TokenLedger.carried(inbox.get(i).body())).isEqualTo(expected.get(i).amount());
    }
    if (!inbox.isEmpty()) {
      assertThat(bed.included(P2).ingress().watermark())
          .isEqualTo(expected.get(inbox.size() - 1).position());
    }
  }

  @Test
  void o2_everyCutOfAShuffledBlock_isTakenAndTheRestFollows() throws Exception {
    boolean isEverUnlikeById = false;
    for (int size = 1; size <= SENDERS.size(); size++) {
      ParaBed bed = bed(QueueOrder.SHUFFLE, ParaSettings.STANDARD);
      List<Collation.Built> blocks = new ArrayList<>();
      for (int i = 0; i < SENDERS.size(); i++) {
        blocks.add(bed.build(SENDERS.get(i), transfer(P2, 1L << i)));
      }
      bed.mine(List.copyOf(blocks), List.of(), false).mine();
      List<Watermark> queue = bed.relay.queue(P2).entries();
      assertThat(queue).hasSize(4).isSortedAccordingTo(QueueOrder.SHUFFLE);
      isEverUnlikeById |= !queue.equals(queue.stream().sorted(QueueOrder.BY_ID).toList());

      Collation.Built part = bed.buildUpTo(queue.get(size - 1), P2);
      bed.mine(part).mine();

      assertThat(part.consumed()).isEqualTo(queue.subList(0, size));
      long sum = 0;
      for (Watermark entry : queue.subList(0, size)) {
        sum += 1L << SENDERS.indexOf(entry.para());
      }
      assertThat(bed.balance(P2, BOB)).isEqualTo(sum);
      Collation.Built rest = bed.build(P2);
      bed.mine(rest).mine();
      assertThat(rest.consumed()).isEqualTo(queue.subList(size, 4));
      assertThat(bed.balance(P2, BOB)).isEqualTo(15);
      assertThat(TokenLedger.total(bed.included(P2))).isEqualTo(BALANCE + 15);
    }
    assertThat(isEverUnlikeById).isTrue();
  }

  @Test
  void o2_aCandidateJudgedByTheOtherOrder_isRefused() {
    ParaBed bed = bed(QueueOrder.SHUFFLE, ParaSettings.STANDARD);
    List<Watermark> queue = List.of();
    while (queue.equals(queue.stream().sorted(QueueOrder.BY_ID).toList())) {
      List<Collation.Built> blocks = new ArrayList<>();
      SENDERS.forEach(sender -> blocks.add(bed.build(sender, transfer(P2, 1))));
      if (!queue.isEmpty()) {
        blocks.add(bed.build(P2));
      }
      bed.mine(List.copyOf(blocks), List.of(), false).mine();
      queue = bed.relay.queue(P2).entries();
    }
    Collation.Built built = (Collation.Built) bed.tryBuild(P2, Optional.empty());
    RelayClaim claim = RelayClaim.of(bed.relay, P2);
    RelayClaim byId =
        new RelayClaim(QueueOrder.BY_ID, claim.bodyBytesMax(), claim.egress(), claim.validators());

    PovVerdict verdict =
        new PovCheck(new TokenLedger(), bed.paraSettings)
            .judge(built.candidate(), built.pov(), byId);

    assertThat(bed.judge(built)).isInstanceOf(PovVerdict.Valid.class);
    assertThat(verdict).isInstanceOf(PovVerdict.Invalid.class);
  }

  private static ParaBed bed(QueueOrder order, ParaSettings settings) {
    RelaySettings standard = RelaySettings.STANDARD;
    RelaySettings relay =
        new RelaySettings(
            standard.genesis(),
            standard.acceptance(),
            order,
            standard.candidates(),
            standard.channels(),
            standard.backup());
    List<ParaId> paras = new ArrayList<>(SENDERS);
    paras.add(P2);
    ParaBed bed = new ParaBed(relay, settings, paras.toArray(ParaId[]::new));
    return bed.open(
        ROOMY, SENDERS.stream().map(sender -> new ChannelId(sender, P2)).toArray(ChannelId[]::new));
  }
}
