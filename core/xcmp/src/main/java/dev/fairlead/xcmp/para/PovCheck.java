package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.EgressCheck;
import dev.fairlead.xcmp.proof.EgressClaim;
import dev.fairlead.xcmp.proof.EgressVerdict;
import dev.fairlead.xcmp.proof.IngressCheck;
import dev.fairlead.xcmp.proof.IngressClaim;
import dev.fairlead.xcmp.proof.IngressVerdict;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.trie.WitnessMissing;
import dev.fairlead.xcmp.trie.WitnessTrie;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks a candidate against its proof of validity: V1 to V14 with V-OUT, in the order of AM10, and
 * last that its erasure root is over the chunks of the proof (AM18). A pure function of candidate,
 * proof, validation function and what the relay chain prescribes; it needs neither the para's nor
 * the relay chain's state. What backers do before they sign (A8), and what anybody can do after.
 */
public final class PovCheck {
  private final ValidationFunction function;
  private final ParaSettings settings;

  /** A check of candidates of paras with one validation function. */
  public PovCheck(ValidationFunction function, ParaSettings settings) {
    this.function = function;
    this.settings = settings;
  }

  /** Judges a candidate. */
  public PovVerdict judge(Candidate candidate, Bytes encodedPov, RelayClaim claim) {
    try {
      PovVerdict verdict = new Run(candidate, claim, open(candidate, encodedPov)).judge();
      Hash32 erasureRoot = settings.erasureRoot(claim.validators(), encodedPov);
      demand(erasureRoot.equals(candidate.erasureRoot()), PovFault.Defect.OTHER_CHUNKS);
      return verdict;
    } catch (PovRefused refused) {
      return new PovVerdict.Invalid(refused.fault());
    } catch (WitnessMissing missing) {
      return new PovVerdict.Invalid(new PovFault.Block(PovFault.Defect.WITNESS_MISSING));
    }
  }

  private static ProofOfValidity open(Candidate candidate, Bytes encoded) throws PovRefused {
    demand(ProofOfValidity.hash(encoded).equals(candidate.povHash()), PovFault.Defect.OTHER_POV);
    ProofOfValidity pov;
    try {
      pov = ProofOfValidity.decode(encoded);
    } catch (DecodingException e) {
      throw new PovRefused(PovFault.Defect.UNREADABLE);
    }
    ParaHeader header = pov.block().header();
    boolean isNext =
        pov.parent().hash().equals(candidate.parentHead())
            && header.parent().equals(candidate.parentHead())
            && header.number() == pov.parent().number() + 1;
    demand(isNext, PovFault.Defect.OTHER_PARENT);
    demand(header.hash().equals(candidate.head()), PovFault.Defect.OTHER_HEAD);
    return pov;
  }

  private static WitnessTrie witness(ProofOfValidity pov) throws PovRefused {
    try {
      return WitnessTrie.over(pov.parent().stateRoot(), pov.stateWitness());
    } catch (DecodingException e) {
      throw new PovRefused(PovFault.Defect.WITNESS_SURPLUS);
    }
  }

  private static void demand(boolean condition, PovFault.Defect defect) throws PovRefused {
    if (!condition) {
      throw new PovRefused(defect);
    }
  }

  /** One candidate under check. */
  private final class Run {
    private final ParaId self;
    private final RelayClaim claim;
    private final ProofOfValidity pov;
    private final Commitments commitments;
    private final WitnessTrie trie;
    private final ParaStorage storage;

    Run(Candidate candidate, RelayClaim claim, ProofOfValidity pov) throws PovRefused {
      this.self = candidate.para();
      this.claim = claim;
      this.pov = pov;
      if (!(candidate.commitments() instanceof CandidateCommitments.Seed(Commitments header))) {
        throw new PovRefused(PovFault.Defect.OTHER_ACCEPTANCE);
      }
      this.commitments = header;
      this.trie = witness(pov);
      this.storage = new ParaStorage(self, trie);
    }

    PovVerdict judge() throws PovRefused, WitnessMissing {
      IngressVerdict.Valid received = judgeIngress();
      BlockExecution execution = new BlockExecution(storage, function, settings);
      execution.receive(received.next(), received.consumed(), pov.ingress());
      execution.run(pov.block().transactions());
      SortedMap<ParaId, Bytes> bodies = execution.takeBatches(pov.block().sends());
      EgressVerdict.Valid outgoing = judgeEgress(bodies);
      List<PovVerdict.Sent> sent = execution.remember(pov.egress(), outgoing.watermarks(), claim);
      ParaHeader header = pov.block().header();
      demand(header.commitments().equals(commitments), PovFault.Defect.OTHER_COMMITMENTS);
      demand(trie.unused() == 0, PovFault.Defect.WITNESS_SURPLUS);
      demand(trie.root().equals(header.stateRoot()), PovFault.Defect.OTHER_STATE);
      return new PovVerdict.Valid(header, received.consumed(), sent);
    }

    private IngressVerdict.Valid judgeIngress() throws PovRefused, WitnessMissing {
      IngressClaim incoming =
          new IngressClaim(
              commitments.relayParentNumber(),
              commitments.relayStorageRoot(),
              commitments.watermark(),
              claim.order(),
              claim.bodyBytesMax());
      return switch (IngressCheck.judge(storage.ingress(), incoming, pov.ingress())) {
        case IngressVerdict.Valid valid -> valid;
        case IngressVerdict.Invalid invalid ->
            throw new PovRefused(new PovFault.Incoming(invalid.fault(), invalid.sender()));
      };
    }

    private EgressVerdict.Valid judgeEgress(SortedMap<ParaId, Bytes> bodies) throws PovRefused {
      SortedMap<ParaId, Hash32> hashes = new TreeMap<>();
      bodies.forEach((recipient, body) -> hashes.put(recipient, LinkCodec.bodyHash(body)));
      EgressClaim outgoing = new EgressClaim(self, commitments, hashes, claim.bodyBytesMax());
      return switch (EgressCheck.judge(outgoing, pov.egress())) {
        case EgressVerdict.Valid valid -> valid;
        case EgressVerdict.Invalid invalid ->
            throw new PovRefused(new PovFault.Outgoing(invalid.fault(), invalid.recipient()));
      };
    }
  }
}
