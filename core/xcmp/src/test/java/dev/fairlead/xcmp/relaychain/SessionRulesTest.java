package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.BALANCE;
import static dev.fairlead.xcmp.relaychain.RelayBed.BP;
import static dev.fairlead.xcmp.relaychain.RelayBed.LIMITS;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.hrmp.HrmpItems;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens at the end of a session: SE1 to SE7, AM1, AM2. */
final class SessionRulesTest {
  private static final ChannelId PA = new ChannelId(P, A);
  private static final ChannelId AB = new ChannelId(A, B);

  private RelayBed bed = RelayBed.standard();

  private static RelaySettings with(int requestSessionsMax, int closeDelaySessions) {
    RelaySettings standard = RelaySettings.STANDARD;
    RelaySettings.Channels rules = standard.channels();
    return new RelaySettings(
        Hash32.ZERO,
        Acceptance.SEED,
        standard.order(),
        standard.candidates(),
        new RelaySettings.Channels(
            rules.limitsMax(), 100, 100, 65_536, 10, requestSessionsMax, 1, closeDelaySessions),
        standard.backup());
  }

  private void openWithDelay(int localDelaySessions) {
    bed.call(
        new RelayCall.InitOpen(A, P, LIMITS, localDelaySessions),
        new RelayCall.AcceptOpen(P, A, LIMITS));
    bed.session();
  }

  private long reserved(ParaId para) {
    return bed.state.para(para).orElseThrow().reserved();
  }

  @Test
  void se1_offboardedPara_leavesWithChannelsRequestsDigestAndWatermark() {
    bed.open(A, P);
    bed.open(B, P);
    bed.open(P, A);
    bed.send(A, P);
    bed.include(bed.candidate(P).send(A).build());
    bed.call(new RelayCall.InitOpen(P, B, LIMITS, 1), new RelayCall.InitOpen(A, B, LIMITS, 1));
    bed.call(new RelayCall.Offboard(P));
    assertThat(bed.state.para(P)).isPresent();

    List<RelayEvent> events = bed.session();

    assertThat(bed.state.para(P)).isEmpty();
    assertThat(bed.state.channels()).isEmpty();
    assertThat(bed.state.openRequests().keySet()).containsExactly(AB);
    assertThat(bed.state.row(P)).isEmpty();
    assertThat(bed.queue(P)).isEmpty();
    assertThat(bed.queue(A)).isEmpty();
    assertThat(bed.state.watermark(P)).isEqualTo(Watermark.START);
    assertThat(bed.state.ingressIndex(P)).isEmpty();
    assertThat(bed.state.egressIndex(A)).isEmpty();
    assertThat(bed.state.pendingCount(AP)).isZero();
    assertThat(events)
        .contains(
            new RelayEvent.ParaOffboarded(P),
            new RelayEvent.OpenEnded(new ChannelId(P, B), RelayEvent.OpenEnd.PARA_GONE));
    for (var key :
        List.of(
            RelayItems.cstRootKey(P),
            RelayItems.watermarkKey(P),
            RelayItems.ingressIndexKey(P),
            RelayItems.digestsKey(P),
            HrmpItems.PARA_HEADS.key(P))) {
      assertThat(bed.state.storage().get(key)).isEmpty();
    }
  }

  @Test
  void se1_slotsOfOthers_becomeTombstones_andAreNotShifted() {
    bed.open(A, P);
    bed.open(A, B);
    bed.call(new RelayCall.Offboard(P));

    bed.session();

    assertThat(bed.state.row(A).orElseThrow().cells())
        .containsExactly(ChannelCell.TOMBSTONE, ChannelCell.fresh(B));
    assertThat(bed.state.slot(AB)).hasValue(1);
  }

  @Test
  void se1_theOtherSide_getsItsDepositsBack() {
    bed.open(A, P);
    bed.call(new RelayCall.InitOpen(B, P, LIMITS, 1), new RelayCall.Offboard(P));
    assertThat(reserved(A)).isEqualTo(10);
    assertThat(reserved(B)).isEqualTo(10);

    bed.session();

    assertThat(reserved(A)).isZero();
    assertThat(reserved(B)).isZero();
    assertThat(bed.state.para(B).orElseThrow().free()).isEqualTo(BALANCE);
  }

  @Test
  void se1_twoParasThatLeaveTogether_closeTheirChannelOnce() {
    bed.open(A, P);
    bed.open(P, A);

    bed.call(new RelayCall.Offboard(P), new RelayCall.Offboard(A), new RelayCall.Offboard(P));
    List<RelayEvent> events = bed.session();

    assertThat(events)
        .filteredOn(RelayEvent.ChannelClosed.class::isInstance)
        .containsExactlyInAnyOrder(
            new RelayEvent.ChannelClosed(AP, List.of()),
            new RelayEvent.ChannelClosed(PA, List.of()));
    assertThat(events).filteredOn(RelayEvent.ParaOffboarded.class::isInstance).hasSize(2);
    assertThat(bed.state.paras()).doesNotContain(A, P);
  }

  @Test
  void se1_unknownPara_cannotBeOffboarded() {
    ParaId unknown = new ParaId(7);

    assertThat(bed.judge(new RelayCall.Offboard(unknown)))
        .contains(new CallFault.UnknownPara(unknown));
  }

  @Test
  void se1_registeredAgain_startsFromNothing() {
    bed.open(A, P);
    bed.include(bed.candidate(P).watermark(Watermark.endOf(bed.state.number())).build());
    assertThat(bed.judge(new RelayCall.Register(P, ParaKind.CHAIN, Hash32.ZERO, 5)))
        .contains(new CallFault.NotAssignable(P));
    bed.call(new RelayCall.Offboard(P));
    bed.session();

    bed.call(new RelayCall.Register(P, ParaKind.THREAD, RelayBed.hash(3), 55));

    assertThat(bed.state.para(P))
        .contains(ParaRecord.registered(ParaKind.THREAD, RelayBed.hash(3), 55));
  }

  @Test
  void se2_unconfirmedRequest_agesAndExpires() {
    bed = new RelayBed(with(2, 1));
    bed.call(new RelayCall.InitOpen(A, P, LIMITS, 1));
    bed.session();
    assertThat(bed.state.openRequests().get(AP).ageSessions()).isEqualTo(1);

    List<RelayEvent> events = bed.session();

    assertThat(events).contains(new RelayEvent.OpenEnded(AP, RelayEvent.OpenEnd.EXPIRED));
    assertThat(bed.state.openRequests()).isEmpty();
    assertThat(reserved(A)).isZero();
  }

  @Test
  void se2_withoutATimeLimit_requestsStay() {
    bed.call(new RelayCall.InitOpen(A, P, LIMITS, 1));
    for (int i = 0; i < 5; i++) {
      bed.session();
    }

    assertThat(bed.state.openRequests().get(AP).ageSessions()).isEqualTo(5);
  }

  @Test
  void se3_confirmedRequest_opensAtTheSession_andNotBefore() {
    bed.call(
        new RelayCall.InitOpen(A, P, LIMITS, 1),
        new RelayCall.InitOpen(B, P, LIMITS, 1),
        new RelayCall.AcceptOpen(P, A, LIMITS));
    assertThat(bed.state.channel(AP)).isEmpty();

    List<RelayEvent> events = bed.session();

    assertThat(events).contains(new RelayEvent.ChannelOpened(AP, 0));
    assertThat(bed.cell(AP)).isEqualTo(ChannelCell.fresh(P));
    assertThat(bed.state.ingressIndex(P)).containsExactly(A);
    assertThat(bed.state.egressIndex(A)).containsExactly(P);
    assertThat(bed.state.storage().get(RelayItems.ingressIndexKey(P)))
        .contains(RelayItems.encodeIndex(List.of(A)));
    assertThat(bed.state.openRequests().keySet()).containsExactly(BP);
  }

  @Test
  void se3_indexes_areAscending_whateverOpensFirst() {
    bed.open(B, P);
    bed.open(A, P);
    bed.open(A, B);

    assertThat(bed.state.ingressIndex(P)).containsExactly(A, B);
    assertThat(bed.state.egressIndex(A)).containsExactly(B, P);
  }

  @Test
  void se3_lowestTombstone_isTakenFirst() {
    bed.open(A, P);
    bed.open(A, B);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();

    bed.open(A, RelayBed.T);

    assertThat(bed.state.slot(new ChannelId(A, RelayBed.T))).hasValue(0);
    assertThat(bed.state.row(A).orElseThrow().slotCount()).isEqualTo(2);
  }

  @Test
  void se3_opensBeforeItCloses_soThatASlotRestsASession() {
    bed.open(A, P);
    bed.call(
        new RelayCall.Close(A, AP),
        new RelayCall.InitOpen(A, B, LIMITS, 1),
        new RelayCall.AcceptOpen(B, A, LIMITS));

    bed.session();

    assertThat(bed.state.slot(AB)).hasValue(1);
    assertThat(bed.state.row(A).orElseThrow().cell(0)).isEqualTo(ChannelCell.TOMBSTONE);
  }

  @Test
  void se4_senderCloses_drainedChannelIsGoneAtTheNextSession() {
    bed = new RelayBed(with(0, 2));
    openWithDelay(2);
    List<RelayEvent> asked = bed.call(new RelayCall.Close(A, AP));
    assertThat(asked).containsExactly(new RelayEvent.CloseRequested(AP, A));
    assertThat(bed.state.channel(AP).orElseThrow().isSealed()).isTrue();

    List<RelayEvent> events = bed.session();

    assertThat(events).contains(new RelayEvent.ChannelClosed(AP, List.of()));
    assertThat(bed.state.channel(AP)).isEmpty();
    assertThat(bed.state.row(A).orElseThrow().cell(0)).isEqualTo(ChannelCell.TOMBSTONE);
  }

  @Test
  void se4_senderCloses_whatWaits_mayDrainForDAndThenForTheOwnDelay() {
    bed = new RelayBed(with(0, 2));
    openWithDelay(2);
    long sent = bed.send(A, P);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();
    assertThat(bed.state.channel(AP).orElseThrow().phase())
        .isInstanceOf(Channel.Phase.Closing.class);

    List<RelayEvent> condemned = bed.session();
    assertThat(condemned).contains(new RelayEvent.ChannelCondemned(AP, 2));
    bed.session();
    assertThat(bed.state.channel(AP)).isPresent();
    List<RelayEvent> closed = bed.session();

    assertThat(closed).contains(new RelayEvent.ChannelClosed(AP, List.of(new Watermark(sent, A))));
    assertThat(bed.state.channel(AP)).isEmpty();
  }

  @Test
  void se4_d5_recipientCloses_senderMaySendForD_thenItIsSealed() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(P, AP));
    assertThat(bed.state.channel(AP).orElseThrow().isSealed()).isFalse();
    bed.send(A, P);

    List<RelayEvent> events = bed.session();

    assertThat(events).contains(new RelayEvent.ChannelCondemned(AP, 1));
    assertThat(bed.state.channel(AP).orElseThrow().isSealed()).isTrue();
  }

  @Test
  void se4_d5_recipientCloses_openChannelDoesNotEndBeforeD_evenIfNothingWaits() {
    bed = new RelayBed(with(0, 2));
    openWithDelay(2);
    bed.call(new RelayCall.Close(P, AP));
    bed.session();
    assertThat(bed.state.channel(AP)).isPresent();
    assertThat(bed.state.channel(AP).orElseThrow().isSealed()).isFalse();

    bed.session();

    assertThat(bed.state.channel(AP)).isEmpty();
  }

  @Test
  void se5_drainedWhileCondemned_endsBeforeItsDelay_andLosesNothing() {
    bed = new RelayBed(with(0, 1));
    openWithDelay(5);
    long sent = bed.send(A, P);
    bed.call(new RelayCall.Close(A, AP));
    bed.call(new RelayCall.AcceptClose(P, AP));
    assertThat(bed.state.channel(AP).orElseThrow().phase())
        .isEqualTo(new Channel.Phase.Condemned(bed.state.number(), 5));
    bed.session();
    assertThat(bed.state.channel(AP).orElseThrow().phase())
        .isEqualTo(new Channel.Phase.Condemned(bed.state.number() - 1, 4));
    bed.include(bed.candidate(P).watermark(sent, A).build());

    List<RelayEvent> events = bed.session();

    assertThat(events).contains(new RelayEvent.ChannelClosed(AP, List.of()));
  }

  @Test
  void se5_delayOver_recipientIsToldWhatIsLost() {
    openWithDelay(1);
    long first = bed.send(A, P);
    long second = bed.send(A, P);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();

    List<RelayEvent> events = bed.session();

    assertThat(events)
        .contains(
            new RelayEvent.ChannelClosed(
                AP, List.of(new Watermark(first, A), new Watermark(second, A))));
    assertThat(reserved(A)).isZero();
    assertThat(reserved(P)).isZero();
  }

  @Test
  void se6_onlyDirtyRows_areHashedAgain() {
    bed.open(A, P);
    bed.open(B, P);
    RelayState before = bed.state;
    bed.call(new RelayCall.Close(A, AP));

    bed.session();

    assertThat(bed.state.row(B).orElseThrow()).isSameAs(before.row(B).orElseThrow());
    assertThat(bed.state.row(A).orElseThrow().root())
        .isNotEqualTo(before.row(A).orElseThrow().root());
    assertThat(bed.state.storage().get(RelayItems.cstRootKey(A)))
        .contains(RelayItems.encode(bed.state.row(A).orElseThrow().root()));
  }

  @Test
  void se7_closingTwice_doesNotRefundTwice() {
    bed.open(A, P);
    bed.open(A, B);
    bed.call(new RelayCall.Close(A, AP));
    Channel.Phase closing = bed.state.channel(AP).orElseThrow().phase();
    CallFault twice = new CallFault.OtherPhase(AP, closing);
    assertThat(bed.judge(new RelayCall.Close(A, AP))).contains(twice);
    assertThat(bed.judge(new RelayCall.Close(P, AP))).contains(twice);
    bed.session();

    CallFault gone = new CallFault.NoChannel(AP);
    assertThat(bed.judge(new RelayCall.Close(A, AP))).contains(gone);
    assertThat(bed.judge(new RelayCall.AcceptClose(P, AP))).contains(gone);
    assertThat(bed.judge(new RelayCall.ForceClose(AP))).contains(gone);
    assertThat(gone.rule()).isEqualTo(ChainRule.SE7);
    assertThat(twice.rule()).isEqualTo(ChainRule.SE7);
    bed.session();
    assertThat(reserved(A)).isEqualTo(10);
    assertThat(bed.state.para(A).orElseThrow().free()).isEqualTo(BALANCE - 10);
  }

  @Test
  void se7_consentWithoutARequest_isRefused() {
    bed.open(A, P);

    assertThat(bed.judge(new RelayCall.AcceptClose(P, AP)))
        .contains(new CallFault.OtherPhase(AP, new Channel.Phase.Open()));
  }

  @Test
  void am1_endedChannel_leavesTheDigestAltogether_andOthersStay() {
    bed.open(A, P);
    bed.open(B, P);
    bed.include(bed.candidate(A).send(P).build(), bed.candidate(B).send(P).build());
    long first = bed.state.number();
    bed.send(A, P);
    bed.call(new RelayCall.ForceClose(AP));
    assertThat(bed.queue(P)).hasSize(3);

    bed.session();

    assertThat(bed.queue(P)).containsExactly(new Watermark(first, B));
    assertThat(bed.state.storage().get(RelayItems.digestsKey(P)))
        .contains(RelayItems.encodeDigests(List.of(new RelayItems.Digest(first, List.of(B)))));
    assertThat(bed.judge(bed.candidate(P).watermark(first, B).build())).isEmpty();
  }

  @Test
  void am1_rootMayEndAChannelAtTheNextSession_whateverWaits() {
    openWithDelay(9);
    long sent = bed.send(A, P);
    List<RelayEvent> forced = bed.call(new RelayCall.ForceClose(AP));
    assertThat(forced).containsExactly(new RelayEvent.ChannelForced(AP));
    assertThat(bed.state.channel(AP)).isPresent();

    List<RelayEvent> events = bed.session();

    assertThat(events).contains(new RelayEvent.ChannelClosed(AP, List.of(new Watermark(sent, A))));
  }

  @Test
  void am1_newChannelAfterTheOldOne_hasAnEmptyQueueAndAFreshCell() {
    bed.open(A, P);
    bed.send(A, P);
    bed.call(new RelayCall.ForceClose(AP));
    bed.session();
    bed.include(bed.candidate(P).build());

    bed.open(A, P);

    assertThat(bed.cell(AP)).isEqualTo(ChannelCell.fresh(P));
    assertThat(bed.state.pendingCount(AP)).isZero();
    assertThat(bed.queue(P)).isEmpty();
  }

  @Test
  void am2_everythingInFlight_isDropped() {
    bed.open(A, P);
    Candidate first = bed.candidate(A).send(P).build();
    Candidate second = bed.candidate(A).after(first).build();
    Candidate ofB = bed.candidate(B).build();
    bed.mine(content -> content.back(first, second));

    List<RelayEvent> events = bed.mine(content -> content.back(ofB).session());

    assertThat(events)
        .filteredOn(RelayEvent.CandidateDropped.class::isInstance)
        .map(event -> ((RelayEvent.CandidateDropped) event))
        .containsExactly(dropped(first, A), dropped(second, A), dropped(ofB, B));
    assertThat(bed.state.inFlight(A)).isEmpty();
    bed.mine(content -> content.available(first, second, ofB));
    assertThat(bed.queue(P)).isEmpty();
  }

  private static RelayEvent.CandidateDropped dropped(Candidate candidate, ParaId para) {
    return new RelayEvent.CandidateDropped(
        candidate.hash(Hash32.ZERO), para, RelayEvent.DropCause.SESSION_CHANGED);
  }

  @Test
  void am2_earlierRelayParents_areDisallowed_andTheBlockItselfIsAllowed() {
    RelayState before = bed.state;
    bed.session();

    assertThat(bed.state.relayParents())
        .containsExactly(new RelayParent(bed.state.ref(), bed.state.storageRoot()));
    assertThat(bed.judge(bed.candidate(A).on(before).build()))
        .contains(new CandidateFault.RelayParentNotAllowed(0, before.ref().hash()));
    assertThat(bed.judge(bed.candidate(A).build())).isEmpty();
  }

  @Test
  void am2_change_appliesAtTheEndOfItsBlock() {
    bed.open(A, P);
    Candidate candidate = bed.candidate(A).send(P).build();
    bed.mine(content -> content.back(candidate));

    List<RelayEvent> events =
        bed.mine(
            content -> content.available(candidate).call(new RelayCall.Close(P, AP)).session());

    assertThat(bed.queue(P)).containsExactly(new Watermark(bed.state.number(), A));
    assertThat(events.getLast()).isEqualTo(new RelayEvent.SessionBegan(2, 6, 2));
    assertThat(bed.state.session().startBlock()).isEqualTo(bed.state.number() + 1);
    assertThat(events).contains(new RelayEvent.ChannelCondemned(AP, 1));
  }

  @Test
  void am3_recipientThatIsAheadOfTheEnd_mayBeAskedAgainAtOnce() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();
    Optional<Long> endedIn = bed.state.tables().endedIn.get(AP);

    assertThat(endedIn).contains(bed.state.number());
    bed.include(bed.candidate(P).build());
    assertThat(bed.judge(new RelayCall.InitOpen(A, P, LIMITS, 1))).isEmpty();
  }
}
