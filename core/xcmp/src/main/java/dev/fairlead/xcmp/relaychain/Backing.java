package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes candidates or says which of the rules A0 to A9 they break. */
final class Backing {
  private final RelayDraft draft;
  private final Candidate candidate;
  private final List<InFlight> ancestors;
  private final int group;

  private Backing(RelayDraft draft, Candidate candidate) {
    this.draft = draft;
    this.candidate = candidate;
    this.ancestors = draft.tables.inFlight(candidate.para());
    this.group =
        draft.tables.groupOf(
            candidate.para(),
            draft.session(),
            draft.number(),
            draft.settings.candidates().rotationBlocks());
  }

  static void consider(RelayDraft draft, RelayBlock.Backed backed) {
    Candidate candidate = backed.candidate();
    ParaId para = candidate.para();
    Hash32 hash = candidate.hash(draft.settings.genesis());
    Backing backing = new Backing(draft, candidate);
    Optional<CandidateFault> fault = backing.judge(backed);
    if (fault.isPresent()) {
      draft.emit(new RelayEvent.CandidateRefused(hash, para, fault.get()));
      return;
    }
    List<InFlight> more = new ArrayList<>(backing.ancestors);
    more.add(new InFlight(hash, candidate, draft.number(), backing.group, ValidatorSet.EMPTY));
    draft.tables.inFlight = draft.tables.inFlight.put(para, List.copyOf(more));
    draft.emit(new RelayEvent.CandidateBacked(hash, para, backing.group));
  }

  private Optional<CandidateFault> judge(RelayBlock.Backed backed) {
    return originFault(backed).or(this::messagesFault);
  }

  private Optional<CandidateFault> originFault(RelayBlock.Backed backed) {
    Optional<ParaRecord> para = draft.para(candidate.para());
    if (para.isEmpty()) {
      return Optional.of(new CandidateFault.UnknownPara(candidate.para()));
    }
    long session = draft.session().index();
    if (candidate.session() != session) {
      return Optional.of(new CandidateFault.OtherSession(session, candidate.session()));
    }
    Hash32 parentHead =
        ancestors.isEmpty() ? para.get().head() : ancestors.getLast().candidate().head();
    if (!candidate.parentHead().equals(parentHead)) {
      return Optional.of(new CandidateFault.OtherParentHead(parentHead, candidate.parentHead()));
    }
    int max = draft.settings.candidates().inFlightMax();
    if (ancestors.size() >= max) {
      return Optional.of(new CandidateFault.TooManyInFlight(max));
    }
    long last =
        ancestors.isEmpty()
            ? para.get().lastRelayParent()
            : ancestors.getLast().candidate().commitments().relayParentNumber();
    long relayParent = candidate.commitments().relayParentNumber();
    if (relayParent < last) {
      return Optional.of(new CandidateFault.RelayParentBackwards(last, relayParent));
    }
    int needed = draft.session().backingThreshold(group);
    int signed =
        (int)
            draft.session().members(group).stream()
                .filter(member -> backed.signers().contains(member))
                .count();
    return signed >= needed
        ? Optional.empty()
        : Optional.of(new CandidateFault.TooFewSigners(group, needed, signed));
  }

  private Optional<CandidateFault> messagesFault() {
    Acceptance acceptance = draft.settings.acceptance();
    return switch (candidate.commitments()) {
      case CandidateCommitments.Seed(Commitments header) -> {
        SeedRules rules = new SeedRules(draft, candidate.para(), header, ancestors);
        yield acceptance == Acceptance.SEED
            ? rules.slotFault().or(this::relayParentFault).or(rules::queueFault)
            : Optional.of(new CandidateFault.OtherAcceptance(acceptance));
      }
      case CandidateCommitments.Hrmp hrmp ->
          acceptance == Acceptance.HRMP
              ? relayParentFault()
                  .or(() -> new HrmpRules(draft, candidate.para(), hrmp, ancestors).fault())
              : Optional.of(new CandidateFault.OtherAcceptance(acceptance));
    };
  }

  private Optional<CandidateFault> relayParentFault() {
    CandidateCommitments commitments = candidate.commitments();
    for (RelayParent parent : draft.relayParents()) {
      if (parent.ref().hash().equals(candidate.relayParent())) {
        boolean isSame =
            parent.ref().number() == commitments.relayParentNumber()
                && parent.storageRoot().equals(commitments.relayStorageRoot());
        return isSame
            ? Optional.empty()
            : Optional.of(
                new CandidateFault.OtherRelayState(
                    parent, commitments.relayParentNumber(), commitments.relayStorageRoot()));
      }
    }
    return Optional.of(
        new CandidateFault.RelayParentNotAllowed(
            commitments.relayParentNumber(), candidate.relayParent()));
  }
}
