package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.Collation;
import dev.fairlead.xcmp.para.PovFault;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.stream.Collectors;

/** Candidates that a collator builds and backers check. */
final class CandidateDesk {
  private final Names names;
  private final CandidateBench bench;
  private final ParaPlay paras;
  private final Transit transit;

  CandidateDesk(Names names, CandidateBench bench, ParaPlay paras, Transit transit) {
    this.names = names;
    this.bench = bench;
    this.paras = paras;
    this.transit = transit;
  }

  /** Builds a candidate and has it checked; whoever finds it valid signs. */
  Fact build(RelayPlay relay, ScriptCommand.Candidate command) throws ScriptException {
    ScriptCommand.CandidateWish wish = command.wish();
    RelayState on = wish.on().isPresent() ? relay.state(wish.on().get()) : relay.tip();
    ParaId para = command.para();
    Hash32 parent = bench.parentHead(relay, para, wish);
    return switch (paras.build(para, on, parent, wish)) {
      case Collation.Built built -> offer(relay, on, built, wish);
      case Collation.Refused refused -> {
        String why = why(refused);
        yield Fact.of("NotBuilt", "%s cannot build a block: %s".formatted(para, why))
            .with("para", para.value());
      }
    };
  }

  private Fact offer(
      RelayPlay relay, RelayState on, Collation.Built built, ScriptCommand.CandidateWish wish) {
    Candidate candidate = forged(built.candidate(), wish);
    Hash32 genesis = relay.tip().settings().genesis();
    String name = names.newCandidate(candidate.para());
    names.call(candidate.head(), name);
    bench.remember(name, candidate, candidate.hash(genesis));
    transit.built(candidate.hash(genesis), built.outcome().sent());
    PovVerdict verdict = ParaPlay.judge(candidate, built.pov(), on);
    boolean isValid = verdict instanceof PovVerdict.Valid;
    int signers = wish.signers().orElse(isValid ? CommandParser.VALIDATORS_MAX : 0);
    relay.prepared().add(CandidateBench.backed(relay, candidate, signers));
    String text =
        "%s on %s: acts on %s, sends to %s; %s"
            .formatted(
                name,
                names.name(on.ref().hash()),
                Names.positions(built.consumed()),
                recipients(built.outcome().sent()),
                verdict(verdict));
    return Fact.of("CandidateBuilt", text)
        .with("name", name)
        .with("povBytes", built.pov().size())
        .with("isValid", isValid);
  }

  private static String recipients(List<PovVerdict.Sent> sent) {
    return sent.isEmpty()
        ? "nobody"
        : sent.stream()
            .map(one -> one.message().channel().recipient().toString())
            .collect(Collectors.joining(", "));
  }

  private static String verdict(PovVerdict verdict) {
    return switch (verdict) {
      case PovVerdict.Valid _ -> "proof valid";
      case PovVerdict.Invalid(PovFault fault) ->
          "proof fails " + fault.step().name().replace('_', '-') + ": " + fault.sentence();
    };
  }

  /** The candidate with what the script says in place of it. */
  private static Candidate forged(Candidate honest, ScriptCommand.CandidateWish wish) {
    CandidateCommitments commitments = honest.commitments();
    if (commitments instanceof CandidateCommitments.Seed(Commitments header)) {
      commitments =
          new CandidateCommitments.Seed(
              new Commitments(
                  wish.messageRoot().orElse(header.messageRoot()),
                  header.sent(),
                  header.watermark(),
                  header.relayParentNumber(),
                  wish.storageRoot().orElse(header.relayStorageRoot())));
    }
    return new Candidate(
        honest.para(),
        wish.session().orElse(honest.session()),
        honest.relayParent(),
        honest.parentHead(),
        honest.head(),
        commitments,
        honest.povHash(),
        honest.erasureRoot());
  }

  private String why(Collation.Refused refused) {
    return switch (refused) {
      case Collation.ParentUnknown(Hash32 head) ->
          names.name(head) + " is no block after the one that the relay parent includes";
      case Collation.LinkMissing(ParaId sender, Hash32 hash) ->
          "no link of %s leads to %s".formatted(sender, Names.shortened(hash));
      case Collation.BodyMissing(var entry) ->
          "W3 demands %s, its body is not there".formatted(Names.position(entry));
      case Collation.CutRefused(var rule, var cut) ->
          rule + " forbids the watermark " + Names.position(cut);
      case Collation.TooLarge(int bytes) -> "its proof would have " + bytes + " bytes";
    };
  }
}
