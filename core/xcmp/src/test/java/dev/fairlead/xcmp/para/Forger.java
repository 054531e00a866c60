package dev.fairlead.xcmp.para;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.EgressBuilder;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.trie.WitnessTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a hostile collator can do: change a proof and repair every hash that it can. */
final class Forger {
  private Forger() {}

  /** The candidate, as it would be for another proof. */
  static Candidate named(Candidate source, ProofOfValidity pov, Bytes encoded) {
    ParaHeader header = pov.block().header();
    return new Candidate(
        source.para(),
        source.session(),
        source.relayParent(),
        source.parentHead(),
        header.hash(),
        new CandidateCommitments.Seed(header.commitments()),
        ProofOfValidity.hash(encoded),
        source.erasureRoot());
  }

  /** The candidate, as if another para block came before it. */
  static Candidate onParent(Candidate source, Hash32 parentHead) {
    return new Candidate(
        source.para(),
        source.session(),
        source.relayParent(),
        parentHead,
        source.head(),
        source.commitments(),
        source.povHash(),
        source.erasureRoot());
  }

  /** What a validator finds in a proof that replaces another. */
  static PovFault fault(ParaBed bed, Candidate source, ProofOfValidity forged) {
    Bytes encoded = forged.encode();
    PovVerdict verdict = bed.judge(named(source, forged, encoded), encoded);
    assertThat(verdict).isInstanceOf(PovVerdict.Invalid.class);
    return ((PovVerdict.Invalid) verdict).fault();
  }

  static ProofOfValidity with(ProofOfValidity pov, XcmpIngress ingress) {
    return new ProofOfValidity(
        pov.parent(), pov.block(), pov.stateWitness(), ingress, pov.egress());
  }

  static ProofOfValidity with(ProofOfValidity pov, ParaBlock block) {
    return new ProofOfValidity(
        pov.parent(), block, pov.stateWitness(), pov.ingress(), pov.egress());
  }

  static ProofOfValidity withSends(ProofOfValidity pov, List<ParaBlock.Send> sends) {
    return with(pov, new ParaBlock(pov.block().header(), pov.block().transactions(), sends));
  }

  /** Another proof for the channel of the same sender. */
  static ProofOfValidity with(ProofOfValidity pov, ChannelProof channel) {
    XcmpIngress old = pov.ingress();
    List<ChannelProof> channels = new ArrayList<>(old.channels());
    channels.replaceAll(one -> one.sender().equals(channel.sender()) ? channel : one);
    return with(
        pov,
        new XcmpIngress(
            old.version(),
            old.relayParentNumber(),
            old.relayStorageRoot(),
            old.trieNodes(),
            channels));
  }

  static ChannelProof channel(ProofOfValidity pov, ParaId sender) {
    return pov.ingress().channels().stream()
        .filter(one -> one.sender().equals(sender))
        .findFirst()
        .orElseThrow();
  }

  static ChannelProof withCell(ChannelProof source, Hash32 messageRoot, long lastBlock) {
    return new ChannelProof(
        source.sender(),
        source.slotIndex(),
        source.slotCount(),
        source.rowSiblings(),
        messageRoot,
        lastBlock,
        source.head(),
        source.links(),
        source.bodies());
  }

  static ChannelProof withNews(
      ChannelProof source,
      Optional<MessageRoot.Proof> head,
      List<ChannelProof.LinkClaim> links,
      List<Bytes> bodies) {
    return new ChannelProof(
        source.sender(),
        source.slotIndex(),
        source.slotCount(),
        source.rowSiblings(),
        source.messageRoot(),
        source.lastBlock(),
        head,
        links,
        bodies);
  }

  /**
   * Has a link enacted that no honest block would make, as if every backer had signed it unread.
   * The recipient gets hold of the message.
   */
  static SentMessage enact(
      ParaBed bed, ChannelId channel, Hash32 prevLink, long prevBlock, Bytes body) {
    Hash32 bodyHash = LinkCodec.bodyHash(body);
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    links.put(channel.recipient(), LinkCodec.SEED.link(prevLink, prevBlock, bodyHash));
    Commitments commitments = commitments(bed, channel, links);
    Candidate candidate =
        new Candidate(
            channel.sender(),
            bed.relay.session().index(),
            bed.relay.ref().hash(),
            bed.relay.para(channel.sender()).orElseThrow().head(),
            Hash32.ofNumber(bed.relay.number()),
            new CandidateCommitments.Seed(commitments),
            Hash32.ZERO,
            Hash32.ZERO);
    bed.back(List.of(candidate), List.of(), false).mine();
    assertThat(bed.events).noneMatch(RelayEvent.CandidateRefused.class::isInstance);
    SentMessage message =
        new SentMessage(
            channel,
            prevLink,
            prevBlock,
            bodyHash,
            body.size(),
            MessageRoot.prove(links, channel.recipient()));
    bed.node(channel.recipient()).pool.add(new PovVerdict.Sent(message, body));
    return message;
  }

  private static Commitments commitments(
      ParaBed bed, ChannelId channel, SortedMap<ParaId, Hash32> links) {
    int slot = bed.relay.slot(channel).orElseThrow();
    return new Commitments(
        MessageRoot.of(links),
        Bitfield.of(slot + 1, slot),
        bed.relay.watermark(channel.sender()),
        bed.relay.number(),
        bed.relay.storageRoot());
  }

  /**
   * What a validator finds in a block that sends the front of the outbox after a given message,
   * whatever P4 and P6 say. Only the state root is not repaired: it is compared last.
   */
  static PovFault sendAfter(
      ParaBed bed, ChannelId channel, Hash32 parentHead, Optional<SentMessage> previous)
      throws Exception {
    ParaId self = channel.sender();
    BlockOutcome parent = bed.node(self).chain.block(parentHead).orElseThrow();
    WitnessTrie trie = WitnessTrie.recording(parent.state());
    ParaStorage storage = new ParaStorage(self, trie);
    IngressPlan incoming =
        IngressPlan.of(
            bed.relay, storage.ingress(), bed.node(self).pool, bed.paraSettings, Optional.empty());
    List<Bytes> transactions = List.of(ParaBed.transfer(channel.recipient(), 1).encode());
    BlockExecution execution = new BlockExecution(storage, new TokenLedger(), bed.paraSettings);
    execution.receive(incoming.next(), incoming.consumed(), incoming.proof());
    execution.run(transactions);
    List<ParaBlock.Send> sends = List.of(new ParaBlock.Send(channel.recipient(), 1));
    Bytes body = execution.takeBatches(sends).get(channel.recipient());
    assertThat(storage.egress(channel.recipient()).channel()).isEqualTo(channel);

    XcmpEgress egress =
        new EgressBuilder(
                bed.relay.row(self).orElseThrow(), bed.relay.number(), bed.relay.storage())
            .send(
                bed.relay.slot(channel).orElseThrow(),
                previous.map(one -> new XcmpEgress.OldHead(one.link(), one.proof())),
                body)
            .build();
    XcmpEgress.Sent sent = egress.channels().getFirst();
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    links.put(
        channel.recipient(),
        LinkCodec.SEED.link(sent.prevLink(), sent.prevBlock(), LinkCodec.bodyHash(body)));
    ParaHeader header =
        new ParaHeader(
            parentHead,
            parent.header().number() + 1,
            Hash32.ZERO,
            commitments(bed, channel, links));
    ProofOfValidity pov =
        new ProofOfValidity(
            parent.header(),
            new ParaBlock(header, transactions, sends),
            trie.witness(),
            incoming.proof(),
            egress);
    Candidate source =
        new Candidate(
            self,
            bed.relay.session().index(),
            bed.relay.ref().hash(),
            parentHead,
            header.hash(),
            new CandidateCommitments.Seed(header.commitments()),
            Hash32.ZERO,
            Hash32.ZERO);
    return fault(bed, source, pov);
  }
}
