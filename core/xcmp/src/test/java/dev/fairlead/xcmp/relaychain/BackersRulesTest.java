package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.EgressBuilder;
import dev.fairlead.xcmp.proof.EgressCheck;
import dev.fairlead.xcmp.proof.EgressClaim;
import dev.fairlead.xcmp.proof.EgressVerdict;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A8: members of the backing group check what the relay chain cannot see before they sign. */
final class BackersRulesTest {
  private static final Bytes FIRST = RelayBed.body(3);
  private static final Bytes SECOND = RelayBed.body(4);

  private final RelayBed bed = RelayBed.standard();

  /** The members of the group sign if the outgoing part holds. */
  private SortedSet<Integer> signers(Candidate candidate, XcmpEgress egress, Bytes body) {
    Commitments header = ((CandidateCommitments.Seed) candidate.commitments()).header();
    SortedMap<ParaId, Hash32> bodies = new TreeMap<>(Map.of(P, LinkCodec.bodyHash(body)));
    EgressVerdict verdict = EgressCheck.judge(new EgressClaim(A, header, bodies, 100), egress);
    boolean isHonest = verdict instanceof EgressVerdict.Valid;
    return isHonest ? RelayBed.validators(RelayBed.VALIDATORS) : new TreeSet<>();
  }

  private static SortedMap<ParaId, Hash32> links(Hash32 prevLink, long prevBlock, Bytes body) {
    return new TreeMap<>(
        Map.of(P, LinkCodec.SEED.link(prevLink, prevBlock, LinkCodec.bodyHash(body))));
  }

  private XcmpEgress egress(Optional<XcmpEgress.OldHead> oldHead, Bytes body) {
    return new EgressBuilder(
            bed.state.row(A).orElseThrow(), bed.state.number(), bed.state.storage())
        .send(bed.state.slot(AP).orElseThrow(), oldHead, body)
        .build();
  }

  @Test
  void a8_honestEgress_isSignedAndTaken_onTheStorageOfTheRelayChain() {
    bed.open(A, P);
    Hash32 root = MessageRoot.of(links(Hash32.ZERO, 0, FIRST));
    Candidate first = bed.candidate(A).send(P).root(root).build();
    SortedSet<Integer> forFirst = signers(first, egress(Optional.empty(), FIRST), FIRST);
    assertThat(bed.judge(first, forFirst)).isEmpty();
    bed.include(first);

    SortedMap<ParaId, Hash32> old = links(Hash32.ZERO, 0, FIRST);
    SortedMap<ParaId, Hash32> links = links(old.get(P), bed.state.number(), SECOND);
    Candidate second = bed.candidate(A).send(P).root(MessageRoot.of(links)).build();
    XcmpEgress.OldHead oldHead = new XcmpEgress.OldHead(old.get(P), MessageRoot.prove(old, P));
    SortedSet<Integer> forSecond = signers(second, egress(Optional.of(oldHead), SECOND), SECOND);

    assertThat(bed.judge(second, forSecond)).isEmpty();
  }

  @Test
  void a8_linkThatExtendsNothing_isNotSigned_soTheRelayChainRefusesIt() {
    bed.open(A, P);
    Hash32 root = MessageRoot.of(links(RelayBed.hash(1), 0, FIRST));
    Candidate forged = bed.candidate(A).send(P).root(root).build();

    SortedSet<Integer> signers = signers(forged, egress(Optional.empty(), FIRST), FIRST);

    assertThat(bed.judge(forged, signers)).contains(new CandidateFault.TooFewSigners(0, 2, 0));
    assertThat(bed.judge(forged)).as("the relay chain alone sees nothing").isEmpty();
  }

  @Test
  void a8_messageRootOfAnotherBody_isNotSigned() {
    bed.open(A, P);
    Hash32 root = MessageRoot.of(links(Hash32.ZERO, 0, SECOND));
    Candidate forged = bed.candidate(A).send(P).root(root).build();

    SortedSet<Integer> signers = signers(forged, egress(Optional.empty(), FIRST), FIRST);

    assertThat(bed.judge(forged, signers)).contains(new CandidateFault.TooFewSigners(0, 2, 0));
  }
}
