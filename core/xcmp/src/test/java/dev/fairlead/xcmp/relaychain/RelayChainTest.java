package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Forks, finality and lost disputes: {@link RelayChain}, AM6 and W7. */
final class RelayChainTest {
  private static final int NEEDED = 5; // of six validators

  private final RelayBed bed = RelayBed.standard();
  private final RelayState genesis = bed.state;
  private final RelayChain chain = new RelayChain(genesis, 50);
  private RelayState at = genesis;

  /** Adds a block after {@link #at} and stands on it. */
  private RelayChain.Import add(Consumer<RelayBed.Content> fill) {
    bed.state = at;
    RelayBlock block = bed.block(fill);
    RelayChain.Import added = chain.add(block);
    chain.state(block.ref().hash()).ifPresent(state -> at = state);
    return added;
  }

  private RelayState extend(RelayState from) {
    at = from;
    add(content -> {});
    return at;
  }

  private List<HistoryChange> changes(RelayChain.Import added) {
    return ((RelayChain.Import.Done) added).changes();
  }

  private Candidate sendAndEnact() {
    bed.state = at;
    Candidate candidate = bed.candidate(A).build();
    add(content -> content.back(candidate));
    add(content -> content.available(candidate));
    return candidate;
  }

  @Test
  void head_isTheHighest_andAmongEqualsTheFirst() {
    RelayState first = extend(genesis);
    List<RelayState> equals = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      equals.add(extend(genesis));
    }
    assertThat(chain.head()).isSameAs(first);

    RelayState higher = extend(equals.get(3));

    assertThat(chain.head()).isSameAs(higher);
    assertThat(chain.at(1)).contains(equals.get(3).ref());
  }

  @Test
  void fork_givesTheChangesOfTheFollowedBranch() {
    RelayState left = extend(genesis);
    at = genesis;
    assertThat(changes(add(content -> {}))).isEmpty();
    BlockRef right = at.ref();

    RelayChain.Import added = add(content -> {});

    assertThat(changes(added))
        .containsExactly(
            new HistoryChange.Rewound(genesis.ref(), List.of(left.ref())),
            new HistoryChange.Extended(List.of(right, at.ref())));
  }

  @Test
  void refusals_nameTheirCause() {
    RelayBlock good = bed.block(content -> {});
    assertThat(chain.add(good)).isInstanceOf(RelayChain.Import.Done.class);
    assertThat(chain.add(good)).isEqualTo(refused(RelayChain.Refusal.KNOWN));
    RelayBlock orphan = RelayBlock.empty(new BlockRef(1, RelayBed.hash(5)), RelayBed.hash(6));
    assertThat(chain.add(orphan)).isEqualTo(refused(RelayChain.Refusal.ORPHAN));
    RelayBlock jump = RelayBlock.empty(new BlockRef(2, RelayBed.hash(5)), genesis.ref().hash());
    assertThat(chain.add(jump)).isEqualTo(refused(RelayChain.Refusal.NUMBER_MISMATCH));

    RelayChain small = new RelayChain(genesis, 1);

    assertThat(small.add(good)).isEqualTo(refused(RelayChain.Refusal.FULL));
    assertThat(small.state(good.ref().hash())).isEmpty();
  }

  private static RelayChain.Import refused(RelayChain.Refusal cause) {
    return new RelayChain.Import.Refused(cause);
  }

  @Test
  void finality_dropsStatesBeforeAndBeside() {
    RelayState first = extend(genesis);
    RelayState second = extend(first);
    RelayState third = extend(second);
    RelayState beside = extend(first);
    RelayState late = extend(genesis);

    chain.finalizeAt(second.ref().hash());

    assertThat(chain.finalized()).isSameAs(second);
    assertThat(chain.head()).isSameAs(third);
    for (RelayState gone : List.of(genesis, first, beside, late)) {
      assertThat(chain.state(gone.ref().hash())).isEmpty();
    }
    at = late;
    assertThat(add(content -> {})).isEqualTo(refused(RelayChain.Refusal.ORPHAN));
    assertThat(extend(third)).isSameAs(chain.head());
  }

  @Test
  void finality_besideTheHead_movesTheHeadToTheFirstOfTheHighestThatAreLeft() {
    RelayState kept = extend(genesis);
    List<RelayState> onKept = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      onKept.add(extend(kept));
    }
    RelayState other = extend(extend(extend(genesis)));
    assertThat(chain.head()).isSameAs(other);

    List<HistoryChange> changes = chain.finalizeAt(kept.ref().hash());

    assertThat(chain.head()).isSameAs(onKept.getFirst());
    assertThat(changes.getFirst()).isInstanceOf(HistoryChange.Rewound.class);
    assertThat(changes.getLast())
        .isEqualTo(new HistoryChange.Extended(List.of(onKept.getFirst().ref())));
  }

  @Test
  void am6_twoThirdsAgainst_doNotRevert_andOneMoreDoes() {
    Candidate candidate = sendAndEnact();
    Hash32 enactedIn = at.ref().hash();
    TreeSet<Integer> fourAndStrangers = new TreeSet<>(List.of(-1, 0, 1, 2, 3, 6, 7));
    RelayChain.Import four =
        add(content -> content.votes.put(candidate.hash(Hash32.ZERO), fourAndStrangers));
    assertThat(chain.isExcluded(enactedIn)).isFalse();
    assertThat(((RelayChain.Import.Done) four).outcome().events())
        .containsExactly(
            new RelayEvent.VotesCounted(candidate.hash(Hash32.ZERO), NEEDED - 1, NEEDED));

    BlockRef voting = new BlockRef(at.number() + 1, Hash32.ZERO);
    RelayChain.Import five =
        add(content ->
            content.votes.put(candidate.hash(Hash32.ZERO), new TreeSet<>(List.of(0, 5, 6, -1))));

    assertThat(((RelayChain.Import.Done) five).outcome().events())
        .contains(
            new RelayEvent.DisputeLost(candidate.hash(Hash32.ZERO), chain.at(1).orElseThrow()));
    assertThat(chain.head().number()).isEqualTo(1);
    assertThat(chain.isExcluded(enactedIn)).isTrue();
    assertThat(chain.isExcluded(at.ref().hash())).isTrue();
    assertThat(voting.number()).isEqualTo(at.number());
  }

  @Test
  void am6_descendantsOfTheExcludedBlock_areRefused_andNewForksAreTaken() {
    Candidate candidate = sendAndEnact();
    RelayState enacting = at;
    RelayState parent = chain.state(chain.at(1).orElseThrow().hash()).orElseThrow();
    at = extend(enacting);
    RelayState side = at;
    at = extend(enacting);
    add(content -> content.votes(candidate, NEEDED));

    for (RelayState excluded : List.of(enacting, side, at)) {
      at = excluded;
      assertThat(add(content -> {})).isEqualTo(refused(RelayChain.Refusal.EXCLUDED));
    }
    assertThat(extend(parent)).isSameAs(chain.head());
    assertThat(chain.head().para(A).orElseThrow().head())
        .isEqualTo(genesis.para(A).orElseThrow().head());
  }

  @Test
  void am6_afterARevert_theFirstOfTheHighestOthers_isTheHead() {
    bed.state = genesis;
    Candidate candidate = bed.candidate(A).build();
    add(content -> content.back(candidate));
    RelayState backing = at;
    List<RelayState> others = new ArrayList<>();
    add(content -> content.available(candidate));
    RelayState enacting = at;
    for (int i = 0; i < 8; i++) {
      others.add(extend(backing));
    }
    at = enacting;

    RelayChain.Import added = add(content -> content.votes(candidate, NEEDED));

    assertThat(chain.head()).isSameAs(others.getFirst());
    assertThat(changes(added))
        .containsExactly(
            new HistoryChange.Rewound(backing.ref(), List.of(enacting.ref())),
            new HistoryChange.Extended(List.of(others.getFirst().ref())));
  }

  @Test
  void am6_disputeOnASideFork_leavesTheHead() {
    bed.state = genesis;
    Candidate candidate = bed.candidate(A).build();
    add(content -> content.back(candidate));
    RelayState backing = at;
    RelayState head = extend(extend(extend(extend(backing))));
    at = backing;
    add(content -> content.available(candidate));

    RelayChain.Import added = add(content -> content.votes(candidate, NEEDED));

    assertThat(chain.head()).isSameAs(head);
    assertThat(changes(added)).isEmpty();
    assertThat(chain.isExcluded(at.ref().hash())).isTrue();
    assertThat(chain.isExcluded(backing.ref().hash())).isFalse();
  }

  @Test
  void am6_finalizedCandidate_isTooLateToRevert() {
    Candidate candidate = sendAndEnact();
    chain.finalizeAt(at.ref().hash());

    add(content -> content.votes(candidate, NEEDED));

    assertThat(chain.head()).isSameAs(at);
    assertThat(chain.isExcluded(at.ref().hash())).isFalse();
  }

  @Test
  void am6_excludedBlock_cannotBecomeFinal() {
    Candidate candidate = sendAndEnact();
    Hash32 enactedIn = at.ref().hash();
    add(content -> content.votes(candidate, NEEDED));

    assertThatThrownBy(() -> chain.finalizeAt(enactedIn))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void am6_votesOnWhatIsNotIncludedHere_areIgnored() {
    bed.state = genesis;
    Candidate candidate = bed.candidate(A).build();
    add(content -> content.back(candidate));

    RelayChain.Import added = add(content -> content.votes(candidate, 6));

    assertThat(((RelayChain.Import.Done) added).outcome().events())
        .containsExactly(new RelayEvent.VotesIgnored(candidate.hash(Hash32.ZERO)));
    assertThat(chain.isExcluded(at.ref().hash())).isFalse();
  }

  @Test
  void am6_votesAreCounted_inTheBlocksOfTheirTime_andNotAfter() {
    RelaySettings standard = RelaySettings.STANDARD;
    RelaySettings shortTime =
        new RelaySettings(
            Hash32.ZERO,
            Acceptance.SEED,
            standard.order(),
            new RelaySettings.Candidates(4, 3, 4, 10, 2, 10),
            standard.channels(),
            standard.backup());
    RelayBed brief = new RelayBed(shortTime);
    Candidate candidate = brief.candidate(A).build();
    brief.include(candidate);
    brief.mine(1);
    assertThat(brief.mine(content -> content.votes(candidate, 1)))
        .containsExactly(new RelayEvent.VotesCounted(candidate.hash(Hash32.ZERO), 1, NEEDED));

    assertThat(brief.mine(content -> content.votes(candidate, 1)))
        .containsExactly(new RelayEvent.VotesIgnored(candidate.hash(Hash32.ZERO)));
    assertThat(brief.state.enacted(candidate.hash(Hash32.ZERO))).isEmpty();
  }

  @Test
  void am6_validatorsOfTheCandidatesSession_vote() {
    Candidate candidate = sendAndEnact();
    RelayBlock.NextSession one =
        new RelayBlock.NextSession(
            RelayBed.nextSession().validators().subList(0, 1),
            List.of(List.of(0)),
            new TreeMap<>(),
            Hash32.ZERO);
    add(content -> content.nextSession = Optional.of(one));

    RelayChain.Import added = add(content -> content.votes(candidate, 6));

    assertThat(((RelayChain.Import.Done) added).outcome().events())
        .contains(new RelayEvent.VotesCounted(candidate.hash(Hash32.ZERO), 6, NEEDED));
  }

  @Test
  void w7_forks_keepTheirOwnChannelsQueuesAndWatermarks() {
    bed.state = genesis;
    bed.open(A, P);
    RelayChain forked = new RelayChain(bed.state, 50);
    RelayState common = bed.state;
    Candidate candidate = bed.candidate(A).send(P).build();
    RelayBlock backs = bed.block(content -> content.back(candidate));
    forked.add(backs);
    bed.state = forked.head();
    RelayBlock enacts = bed.block(content -> content.available(candidate));
    RelayBlock forgets = bed.block(content -> content.session());
    forked.add(enacts);
    forked.add(forgets);

    RelayState left = forked.state(enacts.ref().hash()).orElseThrow();
    RelayState right = forked.state(forgets.ref().hash()).orElseThrow();
    assertThat(left.queue(P).entries()).containsExactly(new Watermark(left.number(), A));
    assertThat(right.queue(P).entries()).isEmpty();
    assertThat(right.cell(AP)).isEqualTo(common.cell(AP));
    assertThat(right.storageRoot()).isNotEqualTo(left.storageRoot());
    assertThat(RelayTransition.apply(bed.state, enacts).state().storageRoot())
        .isEqualTo(left.storageRoot());
  }
}
