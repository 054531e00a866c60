package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.model.NaiveTree;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an included candidate does: E1 to E7. */
final class EnactmentRulesTest {
  private static final ChannelId AB = new ChannelId(A, B);

  private final RelayBed bed = RelayBed.standard();

  @Test
  void e1_everySetBit_getsMessageRootAndEnactmentBlock_andNoOtherSlot() {
    bed.open(A, P);
    bed.open(A, B);
    RelayState relayParent = bed.state;
    Hash32 root = RelayBed.hash(42);
    Candidate candidate = bed.candidate(A).send(P).root(root).build();
    bed.mine(content -> content.back(candidate));
    assertThat(bed.cell(AP)).isEqualTo(ChannelCell.fresh(P));

    bed.mine(content -> content.available(candidate));

    assertThat(bed.cell(AP)).isEqualTo(new ChannelCell(P, root, relayParent.number() + 2));
    assertThat(bed.cell(AB)).isEqualTo(ChannelCell.fresh(B));
    assertThat(relayParent.cell(AP)).contains(ChannelCell.fresh(P));
  }

  @Test
  void e2_rowRoot_isThatOfAllCells_andStoredOnce() {
    bed.open(A, P);
    bed.open(A, B);
    bed.send(A, P, B);

    ChannelRow row = bed.state.row(A).orElseThrow();
    Hash32 naive = NaiveTree.rowRoot(A, row.cells());
    assertThat(row.root()).isEqualTo(naive);
    assertThat(bed.state.storage().get(RelayItems.cstRootKey(A)))
        .contains(RelayItems.encode(naive));
  }

  @Test
  void e2_rowsThatNobodyWrote_areSharedWithTheStateBefore() {
    bed.open(A, P);
    bed.open(B, P);
    RelayState before = bed.state;

    bed.send(A, P);

    assertThat(bed.state.row(B).orElseThrow()).isSameAs(before.row(B).orElseThrow());
    assertThat(bed.state.row(A).orElseThrow()).isNotSameAs(before.row(A).orElseThrow());
  }

  @Test
  void e3_senderJoinsTheDigestOfEachRecipient_inOneRecordPerBlock() {
    bed.open(A, P);
    bed.open(A, B);
    bed.open(B, P);
    Candidate ofA = bed.candidate(A).send(P, B).build();
    Candidate ofB = bed.candidate(B).send(P).build();

    List<RelayEvent> events = bed.include(ofB, ofA);

    long block = bed.state.number();
    assertThat(bed.queue(P)).containsExactly(new Watermark(block, A), new Watermark(block, B));
    assertThat(bed.queue(B)).containsExactly(new Watermark(block, A));
    assertThat(bed.state.storage().get(RelayItems.digestsKey(P)))
        .contains(RelayItems.encodeDigests(List.of(new RelayItems.Digest(block, List.of(A, B)))));
    assertThat(events)
        .contains(
            new RelayEvent.EntryQueued(AP, block),
            new RelayEvent.EntryQueued(AB, block),
            new RelayEvent.EntryQueued(new ChannelId(B, P), block));
  }

  @Test
  void e4_watermark_isTheCandidates_andStored() {
    bed.open(A, P);
    bed.open(B, P);
    bed.include(bed.candidate(A).send(P).build(), bed.candidate(B).send(P).build());
    long block = bed.state.number();
    Watermark next = new Watermark(block, A);

    bed.include(bed.candidate(P).watermark(next).build());

    assertThat(bed.state.watermark(P)).isEqualTo(next);
    assertThat(bed.state.storage().get(RelayItems.watermarkKey(P)))
        .contains(RelayItems.encode(next));
    assertThat(bed.state.para(P).orElseThrow().lastAdvanceBlock()).isEqualTo(block + 2);
  }

  @Test
  void e5_entriesUpToTheWatermark_leaveTheDigest_andNoOthers() {
    bed.open(A, P);
    bed.open(B, P);
    bed.include(bed.candidate(A).send(P).build(), bed.candidate(B).send(P).build());
    long first = bed.state.number();
    long second = bed.send(A, P);

    List<RelayEvent> events = bed.include(bed.candidate(P).watermark(first, A).build());

    assertThat(bed.queue(P)).containsExactly(new Watermark(first, B), new Watermark(second, A));
    assertThat(bed.state.pendingCount(AP)).isEqualTo(1);
    assertThat(events)
        .contains(
            new RelayEvent.WatermarkAdvanced(
                P, Watermark.START, new Watermark(first, A), List.of(new Watermark(first, A))));
    bed.include(bed.candidate(P).watermark(Watermark.endOf(bed.state.number())).build());
    assertThat(bed.queue(P)).isEmpty();
    assertThat(bed.state.storage().get(RelayItems.digestsKey(P))).isEmpty();
  }

  @Test
  void e6_channelThatVanishedWhileInFlight_isSkipped() {
    bed.open(A, P);
    bed.open(A, B);
    Candidate candidate = bed.candidate(A).send(P, B).build();
    bed.mine(content -> content.back(candidate));
    bed.state = withoutSlot(bed.state, AP);

    bed.mine(content -> content.available(candidate));

    assertThat(bed.state.para(A).orElseThrow().head()).isEqualTo(candidate.head());
    assertThat(bed.queue(P)).isEmpty();
    assertThat(bed.queue(B)).hasSize(1);
    assertThat(bed.state.row(A).orElseThrow().cell(0).isTombstone()).isTrue();
  }

  /** No block leads to this state any more (AM2); the rule is kept all the same. */
  private static RelayState withoutSlot(RelayState state, ChannelId channel) {
    RelayTables tables = state.tables().copy();
    ChannelRow row = tables.rows.get(channel.sender()).orElseThrow().copy();
    row.close(tables.channels.get(channel).orElseThrow().slot());
    tables.rows = tables.rows.put(channel.sender(), row);
    tables.channels = tables.channels.remove(channel);
    tables.closeIndexes(channel);
    return new RelayState(
        state.settings(), state.ref(), state.session(), List.of(), tables, state.storage());
  }

  @Test
  void e7_severalCandidatesOfOnePara_areEnactedInChainOrder_withOneDigestEntry() {
    bed.open(A, P);
    bed.open(A, B);
    RelayState relayParent = bed.state;
    Candidate first = bed.candidate(A).send(P).build();
    Candidate second = bed.candidate(A).after(first).on(relayParent).send(B).build();
    bed.mine(content -> content.back(first, second));

    List<RelayEvent> events = bed.mine(content -> content.available(first, second));

    long block = bed.state.number();
    assertThat(events)
        .filteredOn(RelayEvent.CandidateEnacted.class::isInstance)
        .containsExactly(
            new RelayEvent.CandidateEnacted(first.hash(Hash32.ZERO), A),
            new RelayEvent.CandidateEnacted(second.hash(Hash32.ZERO), A));
    assertThat(bed.state.para(A).orElseThrow().head()).isEqualTo(second.head());
    assertThat(bed.queue(P)).containsExactly(new Watermark(block, A));
    assertThat(bed.cell(AP).lastBlock()).isEqualTo(block);
    assertThat(bed.cell(AB).lastBlock()).isEqualTo(block);
  }

  @Test
  void e7_hrmpSenderTwiceInABlock_isOneEntry() {
    RelaySettings standard = RelaySettings.STANDARD;
    RelayBed hrmp =
        new RelayBed(
            new RelaySettings(
                Hash32.ZERO,
                Acceptance.HRMP,
                standard.order(),
                standard.candidates(),
                standard.channels(),
                standard.backup()));
    hrmp.open(A, P);
    CandidateCommitments.Message message = new CandidateCommitments.Message(P, RelayBed.body(1));
    Candidate first = hrmp.candidate(A).hrmp(hrmp.state.number(), message);
    Candidate second = hrmp.candidate(A).after(first).hrmp(hrmp.state.number(), message);

    hrmp.include(first, second);

    assertThat(hrmp.queue(P)).containsExactly(new Watermark(hrmp.state.number(), A));
    assertThat(hrmp.state.pendingCount(AP)).isEqualTo(1);
    assertThat(hrmp.state.hrmpQueue(AP).waiting()).hasSize(2);
  }

  @Test
  void e7_descendantThatIsAvailableFirst_waitsForItsAncestor() {
    Candidate first = bed.candidate(A).build();
    Candidate second = bed.candidate(A).after(first).build();
    bed.mine(content -> content.back(first, second));
    bed.mine(content -> content.available(second));
    assertThat(bed.state.inFlight(A)).hasSize(2);

    bed.mine(content -> content.available(first));

    assertThat(bed.state.inFlight(A)).isEmpty();
    assertThat(bed.state.para(A).orElseThrow().head()).isEqualTo(second.head());
    assertThat(bed.state.enacted(second.hash(Hash32.ZERO)).map(one -> one.block().number()))
        .isEqualTo(Optional.of(3L));
  }
}
