package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static dev.fairlead.xcmp.relaychain.RelayBed.T;
import static dev.fairlead.xcmp.relaychain.RelayBed.VALIDATORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which candidates the relay chain takes: A0 to A4, A7 and A9, with AM5. */
final class AcceptanceRulesTest {
  private final RelayBed bed = RelayBed.standard();

  private void taken(Candidate candidate) {
    assertThat(bed.judge(candidate)).isEmpty();
  }

  private void refused(Candidate candidate, CandidateFault fault, ChainRule rule) {
    assertThat(bed.judge(candidate)).contains(fault);
    assertThat(fault.rule()).isEqualTo(rule);
  }

  @Test
  void a0_candidateOnTheHeadOfItsPara_isTakenAndInFlight() {
    Candidate candidate = bed.candidate(A).build();

    List<RelayEvent> events = bed.mine(content -> content.back(candidate));

    Hash32 hash = candidate.hash(Hash32.ZERO);
    assertThat(events).containsExactly(new RelayEvent.CandidateBacked(hash, A, 0));
    assertThat(bed.state.inFlight(A))
        .containsExactly(new InFlight(hash, candidate, 1, 0, ValidatorSet.EMPTY));
  }

  @Test
  void a0_unregisteredPara_isRefused() {
    ParaId unknown = new ParaId(7);

    refused(bed.candidate(unknown).build(), new CandidateFault.UnknownPara(unknown), ChainRule.A0);
  }

  @Test
  void a0_parentHead_isTheHeadOfTheParaOrOfItsNewestCandidateInFlight() {
    Hash32 genesisHead = bed.state.para(A).orElseThrow().head();
    Hash32 other = RelayBed.hash(99);
    refused(
        bed.candidate(A).parentHead(other).build(),
        new CandidateFault.OtherParentHead(genesisHead, other),
        ChainRule.A0);
    Candidate first = bed.candidate(A).build();
    bed.mine(content -> content.back(first));

    taken(bed.candidate(A).after(first).build());
    refused(
        bed.candidate(A).parentHead(genesisHead).build(),
        new CandidateFault.OtherParentHead(first.head(), genesisHead),
        ChainRule.A0);
  }

  @Test
  void a0_am5_threeCandidatesMayBeInFlight_andNotFour() {
    Candidate first = bed.candidate(A).build();
    Candidate second = bed.candidate(A).after(first).build();
    Candidate third = bed.candidate(A).after(second).build();
    Candidate fourth = bed.candidate(A).after(third).build();

    bed.mine(content -> content.back(first, second, third));

    assertThat(bed.state.inFlight(A)).hasSize(3);
    refused(fourth, new CandidateFault.TooManyInFlight(3), ChainRule.A0);
    bed.mine(content -> content.available(first));
    taken(fourth);
  }

  @Test
  void a0_am5_relayParent_neverGoesBackwards_alsoBehindACandidateInFlight() {
    RelayState early = bed.state;
    bed.mine(1);
    RelayState later = bed.state;
    Candidate first = bed.candidate(A).on(later).build();
    bed.mine(content -> content.back(first));

    refused(
        bed.candidate(A).after(first).on(early).build(),
        new CandidateFault.RelayParentBackwards(1, 0),
        ChainRule.A0);
    bed.mine(content -> content.available(first));
    refused(
        bed.candidate(A).on(early).build(),
        new CandidateFault.RelayParentBackwards(1, 0),
        ChainRule.A0);
    taken(bed.candidate(A).on(later).build());
    taken(bed.candidate(B).on(early).build());
  }

  @Test
  void a0_am5_twoThirdsOfTheGroup_mustHaveSigned_andOthersDoNotCount() {
    Candidate candidate = bed.candidate(A).build();
    SortedSet<Integer> twoOfThree = new TreeSet<>(List.of(0, 2));
    SortedSet<Integer> oneAndStrangers = new TreeSet<>(List.of(1, 3, 4, 5));

    assertThat(bed.judge(candidate, twoOfThree)).isEmpty();
    assertThat(bed.judge(candidate, oneAndStrangers))
        .contains(new CandidateFault.TooFewSigners(0, 2, 1));
    assertThat(new CandidateFault.TooFewSigners(0, 2, 1).rule()).isEqualTo(ChainRule.A0);
  }

  @Test
  void a0_am5_backingThreshold_isTwoThirdsRoundedUp() {
    int[] needed = new int[8];
    for (int size = 1; size < needed.length; size++) {
      List<Integer> group = List.copyOf(RelayBed.validators(size));
      RelayBlock.NextSession bedSession = RelayBed.nextSession();
      RelaySession session =
          new RelayBlock.NextSession(
                  java.util.Collections.nCopies(8, bedSession.validators().getFirst()),
                  List.of(group),
                  new TreeMap<>(),
                  Hash32.ZERO)
              .begin(0, 1);
      needed[size] = session.backingThreshold(0);
    }

    assertThat(needed).containsExactly(0, 1, 2, 2, 3, 4, 4, 5);
  }

  @Test
  void a0_am5_memberNamedTwice_wouldSignTwice_soNoSessionHasOne() {
    RelayBlock.NextSession honest = RelayBed.nextSession();
    RelayBlock.NextSession doubled =
        new RelayBlock.NextSession(
            honest.validators(), List.of(List.of(0, 0, 1)), new TreeMap<>(), Hash32.ZERO);

    assertThatThrownBy(() -> doubled.begin(1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a0_am5_candidateOutOfTime_isDroppedWithItsDescendants() {
    Candidate first = bed.candidate(A).build();
    Candidate second = bed.candidate(A).after(first).build();
    bed.mine(content -> content.back(first));
    bed.mine(content -> content.back(second));
    bed.mine(content -> content.available(second));
    assertThat(bed.state.inFlight(A)).hasSize(2);
    bed.mine(1);
    assertThat(bed.state.inFlight(A)).hasSize(2);

    List<RelayEvent> events = bed.mine(content -> {});

    assertThat(events)
        .containsExactly(
            new RelayEvent.CandidateDropped(
                first.hash(Hash32.ZERO), A, RelayEvent.DropCause.NOT_AVAILABLE),
            new RelayEvent.CandidateDropped(
                second.hash(Hash32.ZERO), A, RelayEvent.DropCause.ANCESTOR_DROPPED));
    assertThat(bed.state.inFlight(A)).isEmpty();
    taken(bed.candidate(A).build());
  }

  @Test
  void a0_am5_fourthBlockAfterBacking_isStillInTime() {
    Candidate candidate = bed.candidate(A).build();
    bed.mine(content -> content.back(candidate));
    bed.mine(3);

    bed.mine(content -> content.available(candidate));

    assertThat(bed.state.para(A).orElseThrow().head()).isEqualTo(candidate.head());
  }

  @Test
  void a0_am5_moreThanTwoThirdsOfValidators_mustHaveTheChunks_countedOverBlocks() {
    Candidate candidate = bed.candidate(A).build();
    Hash32 hash = candidate.hash(Hash32.ZERO);
    bed.mine(content -> content.back(candidate));
    bed.mine(content -> content.available.put(hash, RelayBed.validators(4)));
    SortedSet<Integer> againAndStrangers = new TreeSet<>(List.of(-1, 0, 3, VALIDATORS, 77));
    bed.mine(content -> content.available.put(hash, againAndStrangers));
    assertThat(bed.state.inFlight(A).getFirst().available()).containsExactly(0, 1, 2, 3);

    bed.mine(content -> content.available.put(hash, new TreeSet<>(List.of(5))));

    assertThat(bed.state.para(A).orElseThrow().head()).isEqualTo(candidate.head());
  }

  @Test
  void a0_am5_candidate_isNotEnactedInTheBlockThatBacksIt() {
    Candidate candidate = bed.candidate(A).build();

    bed.mine(content -> content.back(candidate).available(candidate));

    assertThat(bed.state.inFlight(A)).hasSize(1);
    assertThat(bed.state.inFlight(A).getFirst().available()).isEmpty();
  }

  @Test
  void a1_bitfieldLongerThanTheRow_isRefused_shorterIsTaken() {
    bed.open(A, P);
    bed.open(A, B);

    taken(bed.candidate(A).send(P).size(1).build());
    taken(bed.candidate(A).send(P).size(2).build());
    refused(
        bed.candidate(A).send(P).size(3).build(),
        new CandidateFault.TooManyBits(2, 3),
        ChainRule.A1);
    refused(bed.candidate(B).size(1).build(), new CandidateFault.TooManyBits(0, 1), ChainRule.A1);
  }

  @Test
  void a2_bitOfATombstone_isRefused() {
    bed.open(A, P);
    bed.open(A, B);
    bed.call(new RelayCall.Close(A, AP));
    bed.session();

    refused(bed.candidate(A).bit(0).build(), new CandidateFault.DeadSlot(0), ChainRule.A2);
    taken(bed.candidate(A).send(B).build());
  }

  @Test
  void a2_bitOfASealedChannel_isRefused() {
    bed.open(A, P);
    bed.open(A, B);
    ChannelId toB = new ChannelId(A, B);
    bed.call(new RelayCall.Close(A, AP), new RelayCall.ForceClose(toB));

    refused(bed.candidate(A).send(P).build(), new CandidateFault.SealedChannel(AP), ChainRule.A2);
    refused(bed.candidate(A).send(B).build(), new CandidateFault.SealedChannel(toB), ChainRule.A2);
  }

  @Test
  void a2_d5_channelThatTheRecipientCloses_isOpenUntilItsSenderConsents() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(P, AP));
    taken(bed.candidate(A).send(P).build());

    bed.call(new RelayCall.AcceptClose(A, AP));

    refused(bed.candidate(A).send(P).build(), new CandidateFault.SealedChannel(AP), ChainRule.A2);
  }

  @Test
  void a3_messageRoot_isZeroExactlyWithoutBits() {
    bed.open(A, P);
    Hash32 root = RelayBed.hash(5);

    taken(bed.candidate(A).build());
    taken(bed.candidate(A).size(1).build());
    taken(bed.candidate(A).send(P).root(root).build());
    refused(
        bed.candidate(A).root(root).build(),
        new CandidateFault.RootAndBitsDisagree(root, 0),
        ChainRule.A3);
    refused(
        bed.candidate(A).send(P).root(Hash32.ZERO).build(),
        new CandidateFault.RootAndBitsDisagree(Hash32.ZERO, 1),
        ChainRule.A3);
  }

  @Test
  void a4_relayParent_isOneOfTheNewestFour() {
    RelayState tooOld = bed.state;
    bed.mine(1);
    RelayState oldest = bed.state;
    bed.mine(3);

    taken(bed.candidate(A).on(oldest).build());
    taken(bed.candidate(A).build());
    refused(
        bed.candidate(A).on(tooOld).build(),
        new CandidateFault.RelayParentNotAllowed(0, tooOld.ref().hash()),
        ChainRule.A4);
  }

  @Test
  void a4_relayParentOfAnotherFork_isRefused() {
    RelayBed other = RelayBed.standard();
    other.block(content -> {}); // never added: the next block's hash is another one
    other.mine(1);
    bed.mine(1);
    RelayState foreign = other.state;

    refused(
        bed.candidate(A).on(foreign).build(),
        new CandidateFault.RelayParentNotAllowed(1, foreign.ref().hash()),
        ChainRule.A4);
  }

  @Test
  void a4_otherNumberOrStorageRootThanTheRelayParents_isRefused() {
    bed.mine(2);
    RelayParent parent = new RelayParent(bed.state.ref(), bed.state.storageRoot());
    Hash32 other = RelayBed.hash(1);

    refused(
        bed.candidate(A).number(1).build(),
        new CandidateFault.OtherRelayState(parent, 1, parent.storageRoot()),
        ChainRule.A4);
    refused(
        bed.candidate(A).storageRoot(other).build(),
        new CandidateFault.OtherRelayState(parent, 2, other),
        ChainRule.A4);
  }

  @Test
  void a7_secondLinkInFlight_isRefused() {
    bed.open(A, P);
    bed.open(A, B);
    Candidate first = bed.candidate(A).send(P).build();
    bed.mine(content -> content.back(first));

    refused(bed.candidate(A).send(P).build(), new CandidateFault.LinkInFlight(AP), ChainRule.A7);
    taken(bed.candidate(A).send(B).build());
  }

  @Test
  void a7_previousLinkEnactedAfterTheRelayParent_isRefused() {
    bed.open(A, P);
    RelayState opened = bed.state;
    long enactedIn = bed.send(A, P);
    RelayState enacted = bed.state;
    bed.mine(1);

    refused(
        bed.candidate(A).send(P).on(opened).build(),
        new CandidateFault.LinkAfterRelayParent(AP, enactedIn, opened.number()),
        ChainRule.A7);
    taken(bed.candidate(A).send(P).on(enacted).build());
    taken(bed.candidate(A).on(opened).build());
  }

  @Test
  void a9_am4_entriesInTheDigest_staysBelowCountMax() {
    bed.open(A, P, new ChannelLimits(2, 1_000, 100));
    bed.send(A, P);
    taken(bed.candidate(A).send(P).build());
    long second = bed.send(A, P);

    refused(bed.candidate(A).send(P).build(), new CandidateFault.ChannelFull(AP, 2), ChainRule.A9);
    bed.include(bed.candidate(P).watermark(second, A).build());
    taken(bed.candidate(A).send(P).build());
  }

  @Test
  void a9_am4_channelOfAnotherSender_hasItsOwnCount() {
    ChannelLimits one = new ChannelLimits(1, 1_000, 100);
    bed.open(A, P, one);
    bed.open(B, P, one);
    bed.send(A, P);

    refused(bed.candidate(A).send(P).build(), new CandidateFault.ChannelFull(AP, 1), ChainRule.A9);
    taken(bed.candidate(B).send(P).build());
  }

  @Test
  void am2_candidateOfAnotherSession_isRefused() {
    refused(
        bed.candidate(A).session(1).build(), new CandidateFault.OtherSession(0, 1), ChainRule.AM2);
  }

  @Test
  void a6_commitmentsOfTheOtherKind_areRefused() {
    refused(
        bed.candidate(A).hrmp(0),
        new CandidateFault.OtherAcceptance(Acceptance.SEED),
        ChainRule.A6);
  }

  @Test
  void firstBrokenRule_isNamed() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(A, AP));

    Candidate manyFaults =
        bed.candidate(A).session(9).bit(0).size(7).storageRoot(Hash32.ZERO).build();
    Candidate fewer = bed.candidate(A).bit(0).size(7).storageRoot(Hash32.ZERO).build();
    Candidate evenFewer = bed.candidate(A).bit(0).storageRoot(Hash32.ZERO).build();
    Candidate last = bed.candidate(A).storageRoot(Hash32.ZERO).watermark(0, T).build();

    assertThat(List.of(manyFaults, fewer, evenFewer, last))
        .map(one -> bed.judge(one).map(CandidateFault::rule))
        .containsExactly(
            Optional.of(ChainRule.AM2),
            Optional.of(ChainRule.A1),
            Optional.of(ChainRule.A2),
            Optional.of(ChainRule.A4));
  }

  @Test
  void blockThatDoesNotFollow_isACallersBug() {
    RelayBlock farAhead = RelayBlock.empty(new BlockRef(2, Hash32.ZERO), bed.state.ref().hash());
    RelayBlock foreign = RelayBlock.empty(new BlockRef(1, Hash32.ZERO), Hash32.ZERO);

    assertThatThrownBy(() -> RelayTransition.apply(bed.state, farAhead))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RelayTransition.apply(bed.state, foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
