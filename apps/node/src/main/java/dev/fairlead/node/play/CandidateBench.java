package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Candidates made by hand: commitments with nothing behind them. They show what the relay chain
 * itself looks at, and carry the messages of HRMP.
 */
final class CandidateBench {
  private final Names names;
  private final Map<String, Candidate> built = new HashMap<>();
  private final Map<ParaId, List<CandidateCommitments.Message>> outboxes = new HashMap<>();

  CandidateBench(Names names) {
    this.names = names;
  }

  /** Under HRMP: a message of the next candidate. */
  void send(ChannelId channel, Bytes body) {
    outboxes
        .computeIfAbsent(channel.sender(), para -> new ArrayList<>())
        .add(new CandidateCommitments.Message(channel.recipient(), body));
  }

  /** A candidate that was built. */
  Optional<Candidate> built(String name) {
    return Optional.ofNullable(built.get(name));
  }

  /** Remembers a candidate under its name. */
  void remember(String name, Candidate candidate, Hash32 hash) {
    built.put(name, candidate);
    names.call(hash, name);
  }

  /** A candidate with bits, roots and watermark as they are wished. */
  Candidate byHand(RelayPlay relay, ParaId para, ScriptCommand.CandidateWish wish, boolean isHrmp)
      throws ScriptException {
    RelayState on = wish.on().isPresent() ? relay.state(wish.on().get()) : relay.tip();
    String name = names.newCandidate(para);
    Hash32 head = Names.hashOf("head " + name);
    names.call(head, name);
    Hash32 storageRoot = wish.storageRoot().orElse(on.storageRoot());
    Watermark cut = wish.cut().orElse(Watermark.endOf(on.number()));
    CandidateCommitments commitments =
        isHrmp
            ? hrmp(para, cut, on.number(), storageRoot)
            : new CandidateCommitments.Seed(seed(wish, name, cut, on.number(), storageRoot));
    Candidate candidate =
        new Candidate(
            para,
            wish.session().orElse(relay.tip().session().index()),
            on.ref().hash(),
            parentHead(relay, para, wish),
            head,
            commitments,
            Names.hashOf("proof " + name),
            Hash32.ZERO);
    remember(name, candidate, candidate.hash(relay.tip().settings().genesis()));
    return candidate;
  }

  private CandidateCommitments hrmp(ParaId para, Watermark cut, long number, Hash32 storageRoot) {
    List<CandidateCommitments.Message> messages = outboxes.remove(para);
    return new CandidateCommitments.Hrmp(
        messages == null ? List.of() : messages, cut.block(), number, storageRoot);
  }

  private static Commitments seed(
      ScriptCommand.CandidateWish wish, String name, Watermark cut, long number, Hash32 storage) {
    List<Boolean> bits = wish.bits().orElse(List.of());
    int[] set = IntStream.range(0, bits.size()).filter(bits::get).toArray();
    Hash32 root = set.length == 0 ? Hash32.ZERO : Names.hashOf("messages " + name);
    return new Commitments(
        wish.messageRoot().orElse(root), Bitfield.of(bits.size(), set), cut, number, storage);
  }

  /** The head that a candidate is built on: the wished one, or the para's newest. */
  Hash32 parentHead(RelayPlay relay, ParaId para, ScriptCommand.CandidateWish wish)
      throws ScriptException {
    if (wish.parent().isPresent()) {
      Words.Word parent = wish.parent().get();
      return built(parent.text())
          .map(Candidate::head)
          .orElseThrow(() -> Words.unexpected(parent, "a candidate built before"));
    }
    List<InFlight> inFlight = relay.tip().inFlight(para);
    return inFlight.isEmpty()
        ? relay.tip().para(para).map(ParaRecord::head).orElse(Hash32.ZERO)
        : inFlight.getLast().candidate().head();
  }

  /** A candidate with so many signatures of the group that backs it in the next block. */
  static RelayBlock.Backed backed(RelayPlay relay, Candidate candidate, int signers) {
    RelayState tip = relay.tip();
    List<Integer> group = tip.session().members(tip.groupOf(candidate.para(), tip.number() + 1));
    SortedSet<Integer> signing = new TreeSet<>(group.subList(0, Math.min(signers, group.size())));
    return new RelayBlock.Backed(candidate, signing);
  }
}
