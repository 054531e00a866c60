package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.BALANCE;
import static dev.fairlead.xcmp.relaychain.RelayBed.LIMITS;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static dev.fairlead.xcmp.relaychain.RelayBed.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asking for a channel and consenting: CH1 to CH15, AM4, and a para's own affairs (AM9). */
final class OpeningRulesTest {
  private static final ParaId UNKNOWN = new ParaId(7);
  private static final RelaySettings.Channels STANDARD = RelaySettings.Channels.STANDARD;

  private RelayBed bed = RelayBed.standard();

  private static RelaySettings with(RelaySettings.Channels channels) {
    RelaySettings standard = RelaySettings.STANDARD;
    return new RelaySettings(
        Hash32.ZERO,
        Acceptance.SEED,
        standard.order(),
        standard.candidates(),
        channels,
        standard.backup());
  }

  private static RelaySettings.Channels limited(
      int threads, int chains, long ingressCount, long deposit, int cancel) {
    return new RelaySettings.Channels(
        STANDARD.limitsMax(), threads, chains, ingressCount, deposit, 0, cancel, 1);
  }

  private static RelayCall open(ParaId sender, ParaId recipient) {
    return new RelayCall.InitOpen(sender, recipient, LIMITS, 1);
  }

  private static RelayCall accept(ParaId recipient, ParaId sender) {
    return new RelayCall.AcceptOpen(recipient, sender, LIMITS);
  }

  private void refused(RelayCall call, CallFault fault, ChainRule rule) {
    assertThat(bed.judge(call)).contains(fault);
    assertThat(fault.rule()).isEqualTo(rule);
  }

  private void taken(RelayCall call) {
    assertThat(bed.judge(call)).isEmpty();
  }

  @Test
  void ch1_unregisteredOrigin_isRefused() {
    refused(open(UNKNOWN, P), new CallFault.NotTheCallers(UNKNOWN), ChainRule.CH1);
    refused(accept(UNKNOWN, A), new CallFault.NotTheCallers(UNKNOWN), ChainRule.CH1);
    taken(open(A, P));
  }

  @Test
  void ch1_callOnAChannelOfOthers_isRefused() {
    bed.open(A, P);

    refused(new RelayCall.Close(B, AP), new CallFault.NotTheCallers(B), ChainRule.CH1);
    bed.call(new RelayCall.Close(P, AP));
    refused(new RelayCall.AcceptClose(P, AP), new CallFault.NotTheCallers(P), ChainRule.CH1);
    refused(new RelayCall.AcceptClose(B, AP), new CallFault.NotTheCallers(B), ChainRule.CH1);
    refused(new RelayCall.CancelOpen(B, AP), new CallFault.NotTheCallers(B), ChainRule.CH1);
  }

  @Test
  void ch2_unregisteredRecipient_isRefused() {
    refused(open(A, UNKNOWN), new CallFault.UnknownPara(UNKNOWN), ChainRule.CH2);
  }

  @Test
  void ch3_channelToItself_isRefused() {
    refused(open(A, A), new CallFault.ToItself(A), ChainRule.CH3);
  }

  @Test
  void ch4_channelThatExists_isRefused_andTheWayBackIsAnother() {
    bed.open(A, P);

    refused(open(A, P), new CallFault.ChannelExists(AP), ChainRule.CH4);
    taken(open(P, A));
  }

  @Test
  void ch4_am3_channelThatTheRecipientStillRemembers_isRefused() {
    bed.open(A, P);
    long sent = bed.send(A, P);
    bed.call(new RelayCall.ForceClose(AP));
    RelayState before = bed.state;
    bed.session();
    long ended = bed.state.number();
    assertThat(before.number()).isEqualTo(ended - 1);

    refused(open(A, P), new CallFault.StillRemembered(AP, ended, 0), ChainRule.CH4);
    RelayState at = bed.state;
    bed.mine(1);
    Candidate knowing = bed.candidate(P).on(at).build();
    bed.mine(content -> content.back(knowing));
    refused(open(A, P), new CallFault.StillRemembered(AP, ended, 0), ChainRule.CH4);
    bed.mine(content -> content.available(knowing));
    taken(open(A, P));
    assertThat(sent).isLessThan(ended);
  }

  @Test
  void ch4_am3_memoryOutlivesSessions_andEndsWithThem() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();
    long ended = bed.state.number();
    bed.session();
    refused(open(A, P), new CallFault.StillRemembered(AP, ended, 0), ChainRule.CH4);

    bed.include(bed.candidate(P).build());
    bed.session();

    taken(open(A, P));
    assertThat(bed.state.tables().endedIn.size()).isZero();
  }

  @Test
  void ch4_am3_recipientThatPassedTheEnd_thenLeftAndCameBack_remembersNothing() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();
    bed.include(bed.candidate(P).build());
    bed.call(new RelayCall.Offboard(P));
    bed.session();
    bed.call(new RelayCall.Register(P, ParaKind.CHAIN, Hash32.ZERO, BALANCE));

    taken(open(A, P));
  }

  @Test
  void ch5_secondRequest_isRefused() {
    bed.call(open(A, P));

    refused(open(A, P), new CallFault.RequestExists(AP), ChainRule.CH5);
    taken(open(P, A));
  }

  @Test
  void ch6_limitsOutsideOneToMaximum_areRefused() {
    ChannelLimits max = STANDARD.limitsMax();
    List<ChannelLimits> bad =
        List.of(
            new ChannelLimits(0, 1, 1),
            new ChannelLimits(1, 0, 1),
            new ChannelLimits(1, 1, 0),
            new ChannelLimits(1_025, 1, 1),
            new ChannelLimits(1, max.totalBytesMax() + 1, 1),
            new ChannelLimits(1, 1, max.messageBytesMax() + 1));

    for (ChannelLimits limits : bad) {
      refused(
          new RelayCall.InitOpen(A, P, limits, 1),
          new CallFault.LimitsOutOfRange(limits, max, 1, 1),
          ChainRule.CH6);
    }
    taken(new RelayCall.InitOpen(A, P, max, 1));
    taken(new RelayCall.InitOpen(A, P, new ChannelLimits(1, 1, 1), 1));
  }

  @Test
  void ch6_localDelayBelowD_isRefused() {
    refused(
        new RelayCall.InitOpen(A, P, LIMITS, 0),
        new CallFault.LimitsOutOfRange(LIMITS, STANDARD.limitsMax(), 0, 1),
        ChainRule.CH6);
  }

  @Test
  void am4_maxCount_isAtMost1024_whateverTheSettingsSay() {
    ChannelLimits generous = new ChannelLimits(5_000, 1, 1);

    assertThat(new ChannelLimits(1_024, 1, 1).isWithin(generous)).isTrue();
    assertThat(new ChannelLimits(1_025, 1, 1).isWithin(generous)).isFalse();
  }

  @Test
  void ch7_channelsAndRequests_ofOneSender_areLimited() {
    bed = new RelayBed(with(limited(100, 2, 65_536, 10, 1)));
    bed.open(A, P);
    taken(open(A, B));
    bed.call(open(A, B));

    refused(open(A, T), new CallFault.TooManyEgress(A, 2), ChainRule.CH7);
    taken(open(B, T));
    bed.session();
    bed.call(new RelayCall.CancelOpen(A, new ChannelId(A, B)));
    taken(open(A, T));
  }

  @Test
  void ch8_consentNeedsAnUnconfirmedRequest() {
    refused(accept(P, A), new CallFault.NoRequest(AP), ChainRule.CH8);
    bed.call(open(A, P));
    taken(accept(P, A));
    bed.call(accept(P, A));

    refused(accept(P, A), new CallFault.NoRequest(AP), ChainRule.CH8);
  }

  @Test
  void ch9_channelsAndAcceptedRequests_ofOneRecipient_areLimited() {
    bed = new RelayBed(with(limited(100, 2, 65_536, 10, 1)));
    bed.open(A, P);
    bed.call(open(B, P), open(T, P));
    taken(accept(P, B));
    bed.call(accept(P, B));

    refused(accept(P, T), new CallFault.TooManyIngress(P, 2), ChainRule.CH9);
  }

  @Test
  void ch9_am4_sumOfMaxCounts_ofOneRecipient_isLimited() {
    bed = new RelayBed(with(limited(100, 100, 11, 10, 1)));
    bed.open(A, P);
    bed.call(open(B, P), open(T, P));
    bed.call(accept(P, B));

    refused(accept(P, T), new CallFault.IngressTooWide(P, 12, 11), ChainRule.CH9);
    assertThat(STANDARD.ingressCountMax()).isEqualTo(65_536);
  }

  @Test
  void ch9_am4_sumExactlyAtTheLimit_isTaken() {
    bed = new RelayBed(with(limited(100, 100, 12, 10, 1)));
    bed.open(A, P);
    bed.call(open(B, P), open(T, P));
    bed.call(accept(P, B));

    taken(accept(P, T));
  }

  @Test
  void ch10_otherLimitsThanProposed_areRefused() {
    bed.call(open(A, P));
    ChannelLimits other = new ChannelLimits(4, 1_000, 99);

    refused(
        new RelayCall.AcceptOpen(P, A, other),
        new CallFault.OtherLimits(LIMITS, other),
        ChainRule.CH10);
  }

  @Test
  void ch10_sideThatCannotPayItsDeposit_isRefused() {
    bed = new RelayBed(with(limited(100, 100, 65_536, 600, 1)));
    bed.call(open(A, P), open(B, P));
    refused(open(A, B), new CallFault.CannotPay(A, 600, 400), ChainRule.CH10);
    bed.call(accept(P, A));

    refused(accept(P, B), new CallFault.CannotPay(P, 600, 400), ChainRule.CH10);
  }

  @Test
  void ch11_threads_mayHaveAHundredChannels() {
    assertThat(STANDARD.threadChannelsMax()).isEqualTo(100);
    bed = new RelayBed(with(limited(1, 100, 65_536, 10, 1)));
    bed.open(T, P);
    bed.open(A, T);

    refused(open(T, A), new CallFault.TooManyEgress(T, 1), ChainRule.CH7);
    bed.call(open(B, T));
    refused(accept(T, B), new CallFault.TooManyIngress(T, 1), ChainRule.CH9);
    bed.open(A, P);
    taken(open(A, B));
  }

  @Test
  void ch12_deposit_isOneAmountPerSide_reservedFromTheParasOwnAccount() {
    bed.call(new RelayCall.InitOpen(A, P, new ChannelLimits(1, 1, 1), 1), open(B, P));
    assertThat(bed.state.para(A).orElseThrow().reserved()).isEqualTo(10);
    assertThat(bed.state.para(B).orElseThrow().reserved()).isEqualTo(10);
    assertThat(bed.state.para(P).orElseThrow().reserved()).isZero();

    bed.call(accept(P, B));

    assertThat(bed.state.para(P).orElseThrow().reserved()).isEqualTo(10);
    assertThat(bed.state.para(P).orElseThrow().free()).isEqualTo(BALANCE - 10);
  }

  @Test
  void ch12_deposits_comeBackWithTheChannel() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();

    for (ParaId para : List.of(A, P)) {
      assertThat(bed.state.para(para).orElseThrow().reserved()).isZero();
      assertThat(bed.state.para(para).orElseThrow().free()).isEqualTo(BALANCE);
    }
  }

  @Test
  void ch13_capacity_isFixedAtOpening() {
    bed.open(A, P);
    refused(
        new RelayCall.InitOpen(A, P, new ChannelLimits(9, 9, 9), 1),
        new CallFault.ChannelExists(AP),
        ChainRule.CH4);

    assertThat(bed.state.channel(AP).orElseThrow().limits()).isEqualTo(LIMITS);
  }

  @Test
  void ch14_migration_keepsChannelsAndMessages() {
    bed.open(A, P);
    long sent = bed.send(A, P);
    RelayState before = bed.state;

    bed.call(new RelayCall.Migrate(A, ParaKind.THREAD), new RelayCall.Migrate(P, ParaKind.THREAD));
    bed.session();

    assertThat(bed.state.para(P).orElseThrow().kind()).isEqualTo(ParaKind.THREAD);
    assertThat(bed.state.channels()).isEqualTo(before.channels());
    assertThat(bed.queue(P)).containsExactly(new Watermark(sent, A));
    assertThat(bed.state.storageRoot()).isEqualTo(before.storageRoot());
    refused(
        new RelayCall.Migrate(UNKNOWN, ParaKind.CHAIN),
        new CallFault.UnknownPara(UNKNOWN),
        ChainRule.CH2);
  }

  @Test
  void ch14_migration_doesNotDropWhatIsInFlight() {
    bed.open(A, P);
    Candidate candidate = bed.candidate(A).send(P).build();
    bed.mine(content -> content.back(candidate));
    bed.mine(content -> content.call(new RelayCall.Migrate(A, ParaKind.THREAD)));

    bed.mine(content -> content.available(candidate));

    assertThat(bed.queue(P)).containsExactly(new Watermark(bed.state.number(), A));
  }

  @Test
  void ch15_messagesOfAnOffboardedSender_areGone() {
    bed.open(A, P);
    bed.open(B, P);
    bed.send(A, P);
    long kept = bed.send(B, P);
    bed.call(new RelayCall.Offboard(A));
    assertThat(bed.queue(P)).hasSize(2);

    bed.session();

    assertThat(bed.queue(P)).containsExactly(new Watermark(kept, B));
  }

  @Test
  void d4_cancelling_needsASession_andReturnsTheDeposit() {
    bed.call(open(A, P));
    CallFault early = new CallFault.TooEarly(AP, 0, 1);
    refused(new RelayCall.CancelOpen(A, AP), early, ChainRule.CH8);
    refused(new RelayCall.CancelOpen(P, AP), early, ChainRule.CH8);
    bed.session();

    taken(new RelayCall.CancelOpen(P, AP));
    List<RelayEvent> events = bed.call(new RelayCall.CancelOpen(A, AP));

    assertThat(events).containsExactly(new RelayEvent.OpenEnded(AP, RelayEvent.OpenEnd.CANCELLED));
    assertThat(bed.state.openRequests()).isEmpty();
    assertThat(bed.state.para(A).orElseThrow().free()).isEqualTo(BALANCE);
    refused(new RelayCall.CancelOpen(A, AP), new CallFault.NoRequest(AP), ChainRule.CH8);
  }

  @Test
  void d4_confirmedRequest_cannotBeCancelled() {
    bed = new RelayBed(with(limited(100, 100, 65_536, 10, 0)));
    bed.call(open(A, P), open(B, P), accept(P, A));

    refused(new RelayCall.CancelOpen(A, AP), new CallFault.NoRequest(AP), ChainRule.CH8);
    taken(new RelayCall.CancelOpen(B, new ChannelId(B, P)));
  }

  @Test
  void am9_cutoff_isSetByTheParaItself_andStored() {
    assertThat(RelayCall.ByPara.class).isAssignableFrom(RelayCall.SetCutoff.class);
    refused(
        new RelayCall.SetCutoff(UNKNOWN, 5), new CallFault.NotTheCallers(UNKNOWN), ChainRule.CH1);
    refused(new RelayCall.SetCutoff(A, 0), new CallFault.OutOfRange(A, 0, 14_400), ChainRule.AM9);
    refused(
        new RelayCall.SetCutoff(A, 14_401),
        new CallFault.OutOfRange(A, 14_401, 14_400),
        ChainRule.AM9);

    bed.call(new RelayCall.SetCutoff(A, 7));

    assertThat(bed.state.para(A).orElseThrow().cutoffBlocks()).isEqualTo(Optional.of(7));
    assertThat(bed.state.para(B).orElseThrow().cutoffBlocks()).isEmpty();
    assertThat(bed.state.storage().get(RelayItems.cutoffKey(A)))
        .contains(new ScaleWriter().writeU32(7).toBytes());
  }

  @Test
  void am19_addressesOfFullNodes_areStored_andLimited() {
    Bytes address = RelayBed.body(256);
    refused(
        new RelayCall.SetPeers(A, Collections.nCopies(17, Bytes.EMPTY)),
        new CallFault.OutOfRange(A, 17, 16),
        ChainRule.AM9);
    refused(
        new RelayCall.SetPeers(A, List.of(RelayBed.body(257))),
        new CallFault.OutOfRange(A, 257, 256),
        ChainRule.AM9);

    bed.call(new RelayCall.SetPeers(A, List.of(address)));

    assertThat(bed.state.storage().get(RelayItems.peersKey(A)))
        .contains(new ScaleWriter().writeList(List.of(address), ScaleWriter::writeBytes).toBytes());
    bed.call(new RelayCall.SetPeers(A, List.of()));
    assertThat(bed.state.storage().get(RelayItems.peersKey(A))).isEmpty();
  }
}
