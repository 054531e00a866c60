package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.BALANCE;
import static dev.fairlead.xcmp.para.ParaBed.BOB;
import static dev.fairlead.xcmp.para.ParaBed.LIMITS;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.P3;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a para does when it receives (section 4.3), and the supply of its tokens (AM14). */
final class ReceiverRulesTest {
  private static final ChannelId FROM_1 = new ChannelId(P1, P2);
  private static final ChannelId FROM_3 = new ChannelId(P3, P2);

  @Test
  void rx1_rx2_aCut_leavesTheRestForTheNextBlock() throws Exception {
    ParaBed bed = twoSenders(ParaSettings.STANDARD);
    long n = bed.relay.number();

    Collation.Built first = bed.buildUpTo(new Watermark(n, P1), P2);
    assertThat(first.consumed()).containsExactly(new Watermark(n, P1));
    bed.mine(first).mine();
    assertThat(bed.balance(P2, BOB)).isEqualTo(10);
    assertThat(bed.included(P2).ingress().channels()).containsOnlyKeys(P1);
    bed.mine(bed.build(P2)).mine();

    assertThat(bed.balance(P2, BOB)).isEqualTo(30);
    assertThat(bed.included(P2).ingress().watermark()).isEqualTo(new Watermark(n, P3));
  }

  @Test
  void rx2_aCutThatSkipsTheFirstEntry_orLiesOffTheQueue_isRefused() {
    ParaBed bed = twoSenders(ParaSettings.STANDARD);
    Watermark idle = Watermark.START;
    Watermark off = new Watermark(bed.relay.number(), new dev.fairlead.xcmp.channel.ParaId(1500));

    assertThat(bed.tryBuild(P2, Optional.of(idle)))
        .isEqualTo(new Collation.CutRefused(WatermarkRule.W3, idle));
    assertThat(bed.tryBuild(P2, Optional.of(off)))
        .isEqualTo(new Collation.CutRefused(WatermarkRule.W4, off));
  }

  @Test
  void rx3_messagesBeyondTheLimitOfABlock_waitInTheInbox() throws Exception {
    ParaBed bed = new ParaBed(RelaySettings.STANDARD, new ParaSettings(1, 1 << 20), P1, P2);
    bed.open(LIMITS, FROM_1);
    bed.mine(bed.build(P1, transfer(P2, 10), transfer(P2, 20))).mine();

    bed.mine(bed.build(P2)).mine();
    assertThat(bed.relay.queue(P2).entries()).isEmpty();
    assertThat(bed.balance(P2, BOB)).isEqualTo(10);
    assertThat(bed.included(P2).inboxDone()).isEqualTo(1);
    bed.mine(bed.build(P2)).mine();

    assertThat(bed.balance(P2, BOB)).isEqualTo(30);
    assertThat(bed.included(P2).inbox()).isEmpty();
  }

  @Test
  void rx3_aBodyThatDoesNotDecode_isDroppedAndTheNextIsExecuted() throws Exception {
    ParaBed bed = ParaBed.of(P1, P2);
    ParaStorage storage = bed.included(P2);
    Bytes mint = new LedgerEntry.Mint(BOB, 7).encode();
    Bytes bad = Bytes.literal("0xff");
    storage.setInboxEntry(0, new ParaStorage.InboxEntry(P1, bad));
    Bytes mixed = MessageBatch.encode(List.of(bad, mint));
    storage.setInboxEntry(1, new ParaStorage.InboxEntry(P1, mixed));
    storage.setInboxBounds(new ParaStorage.Inbox(0, 2, 0));

    new BlockExecution(storage, new TokenLedger(), ParaSettings.STANDARD).run(List.of());

    assertThat(storage.inbox()).isEmpty();
    assertThat(TokenLedger.balance(storage, BOB)).isEqualTo(7);
  }

  @Test
  void rx4_bodiesBeyondTheBudget_areLeftOut_andTheirLinksAreShown() {
    ParaBed bed = twoSenders(new ParaSettings(100, 50));

    Collation.Built built = bed.build(P2);

    assertThat(built.consumed()).containsExactly(new Watermark(bed.relay.number(), P1));
    ChannelProof left = built.proof().ingress().channels().getLast();
    assertThat(left.links()).hasSize(1);
    assertThat(left.bodies()).isEmpty();
  }

  @Test
  void rx4_theSizeThatAPeerClaims_doesNotMoveTheCut() {
    for (long claimed : new long[] {0, 0xffff_ffffL}) {
      ParaBed bed = twoSenders(new ParaSettings(100, claimed == 0 ? 50 : 1 << 20));
      Collation.Built honest = (Collation.Built) bed.tryBuild(P2, Optional.empty());
      bed.node(P3).chain.newest(bed.relay).orElseThrow().sent().stream()
          .map(PovVerdict.Sent::message)
          .map(one -> claiming(one, claimed))
          .forEach(bed.node(P2).pool::add);

      Collation.Built built = (Collation.Built) bed.tryBuild(P2, Optional.empty());

      assertThat(built.consumed()).as("%d bytes", claimed).isEqualTo(honest.consumed());
    }
  }

  private static SentMessage claiming(SentMessage source, long bodyBytes) {
    return new SentMessage(
        source.channel(),
        source.prevLink(),
        source.prevBlock(),
        source.bodyHash(),
        bodyBytes,
        source.proof());
  }

  @Test
  void rx4_withoutTheFirstBody_noBlockCanBeBuilt() {
    ParaBed bed = twoSenders(ParaSettings.STANDARD);
    MessagePool pool = bed.node(P2).pool;
    Collation.Built whole = (Collation.Built) bed.tryBuild(P2, Optional.empty());
    ChannelProof first = whole.proof().ingress().channels().getFirst();
    pool.dropBody(first.links().getFirst().bodyHash());

    assertThat(bed.tryBuild(P2, Optional.empty()))
        .isEqualTo(new Collation.BodyMissing(new Watermark(bed.relay.number(), P1)));
  }

  @Test
  void aDroppedMessage_isNotFoundAgain() {
    ParaBed bed = twoSenders(ParaSettings.STANDARD);
    MessagePool pool = bed.node(P2).pool;
    Hash32 root = bed.relay.cell(new ChannelId(P1, P2)).orElseThrow().messageRoot();
    SentMessage message = pool.under(P1, root).orElseThrow();

    pool.drop(message);

    assertThat(pool.withLink(P1, message.link())).isEmpty();
    assertThat(pool.body(message.bodyHash())).isEmpty();
    assertThat(bed.tryBuild(P2, Optional.empty())).isEqualTo(new Collation.LinkMissing(P1, root));
  }

  @Test
  void rx5_entriesReachTheInboxInQueueOrder() {
    ParaBed bed = twoSenders(new ParaSettings(0, 1 << 20));

    Collation.Built built = bed.build(P2);

    assertThat(built.consumed()).isEqualTo(bed.relay.queue(P2).entries());
  }

  @Test
  void rx6_buildingTwiceOnOneRelayParent_mintsOnce() {
    ParaBed bed = twoSenders(ParaSettings.STANDARD);
    RelayState parent = bed.relay;
    Collation.Built first = bed.build(P2);
    Collator.Order again =
        new Collator.Order(parent, first.candidate().head(), List.of(), Optional.empty());

    Collation.Built second = bed.accept((Collation.Built) bed.node(P2).collator.build(again));

    assertThat(second.consumed()).isEmpty();
    bed.mine(first).mine(second).mine();
    assertThat(bed.balance(P2, BOB)).isEqualTo(30);
  }

  @Test
  void am3_aReopenedChannel_beginsAnew() throws Exception {
    ParaBed bed = ParaBed.of(P1, P2).open(LIMITS, FROM_1);
    bed.mine(bed.build(P1, transfer(P2, 1))).mine();
    bed.mine(bed.build(P2)).mine();
    bed.mine(List.of(), List.of(new RelayCall.ForceClose(FROM_1)), true);
    bed.mine(bed.build(P2)).mine();
    assertThat(bed.included(P2).ingress().channels()).isEmpty();

    bed.open(LIMITS, FROM_1);
    Collation.Built anew = bed.build(P1, transfer(P2, 2));
    bed.mine(anew).mine();
    bed.mine(bed.build(P2)).mine();

    assertThat(anew.outcome().sent().getFirst().message().prevBlock()).isZero();
    assertThat(bed.balance(P2, BOB)).isEqualTo(3);
  }

  @Test
  void am14_supply_isBalancesAndTransitAndWhatForcedClosingLost() throws Exception {
    ParaBed bed = ParaBed.of(P1, P2).open(LIMITS, FROM_1);
    Collation.Built sending = bed.build(P1, transfer(P2, 40), transfer(P1, 5));
    long inTransit = TokenLedger.carried(sending.outcome().sent().getFirst().body());
    assertThat(inTransit).isEqualTo(40);
    bed.mine(sending).mine();
    assertThat(totals(bed) + inTransit).isEqualTo(2 * BALANCE);
    RelayState sent = bed.relay;

    bed.mine(bed.build(P2)).mine();
    assertThat(totals(bed)).isEqualTo(2 * BALANCE);

    bed.fork(sent).mine(List.of(), List.of(new RelayCall.ForceClose(FROM_1)), true);
    bed.mine(bed.build(P2)).mine();
    assertThat(totals(bed) + inTransit).as("with what was lost").isEqualTo(2 * BALANCE);
  }

  private static long totals(ParaBed bed) throws Exception {
    return TokenLedger.total(bed.included(P1)) + TokenLedger.total(bed.included(P2));
  }

  private static ParaBed twoSenders(ParaSettings settings) {
    ParaBed bed = new ParaBed(RelaySettings.STANDARD, settings, P1, P2, P3);
    bed.open(LIMITS, FROM_1, FROM_3);
    bed.mine(bed.build(P1, transfer(P2, 10)), bed.build(P3, transfer(P2, 20))).mine();
    return bed;
  }
}
