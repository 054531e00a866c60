package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.channel.RowRoot;
import dev.fairlead.xcmp.merkle.MerkleGeometry;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.List;

/** Steps V5 to V9 for one channel. */
final class ChannelCheck {
  private final IngressState state;
  private final IngressClaim claim;

  ChannelCheck(IngressState state, IngressClaim claim) {
    this.state = state;
    this.claim = claim;
  }

  ProvenChannel prove(ChannelProof proof, Hash32 cstRoot) throws ProofRefused {
    demandCell(proof, cstRoot); // V5
    IngressState.Channel last = state.channel(proof.sender());
    if (proof.lastBlock() == 0 || proof.lastBlock() <= last.lastBlock()) {
      boolean isEmpty =
          proof.head().isEmpty() && proof.links().isEmpty() && proof.bodies().isEmpty();
      demand(isEmpty, ProofFault.NOTHING_NEW, proof); // V6
      return new ProvenChannel(proof, List.of());
    }
    demand(proof.head().isPresent(), ProofFault.HEAD_MISSING, proof); // V7
    MessageRoot.Proof head = proof.head().orElseThrow();
    demand(head.fits(), ProofFault.HEAD_GEOMETRY, proof);
    List<Hash32> links = fold(proof, last.lastLink());
    Hash32 newest = links.isEmpty() ? last.lastLink() : links.getLast();
    boolean leadsToRoot =
        !links.isEmpty()
            && head.climb(state.recipient(), newest)
                .filter(proof.messageRoot()::equals)
                .isPresent();
    demand(leadsToRoot, ProofFault.LINKS_MISMATCH, proof); // V8
    return new ProvenChannel(proof, positions(proof, links, last.lastBlock())); // V9
  }

  private void demandCell(ChannelProof proof, Hash32 cstRoot) throws ProofRefused {
    demand(
        MerkleGeometry.fits(proof.slotIndex(), proof.slotCount(), proof.rowSiblings().size()),
        ProofFault.ROW_GEOMETRY,
        proof);
    ChannelCell cell = new ChannelCell(state.recipient(), proof.messageRoot(), proof.lastBlock());
    boolean isInRow =
        RowRoot.climb(
                proof.sender(), cell, proof.slotIndex(), proof.slotCount(), proof.rowSiblings())
            .filter(cstRoot::equals)
            .isPresent();
    demand(isInRow, ProofFault.ROW_MISMATCH, proof);
  }

  private static List<Hash32> fold(ChannelProof proof, Hash32 lastLink) {
    List<Hash32> links = new ArrayList<>(proof.links().size());
    Hash32 link = lastLink;
    for (ChannelProof.LinkClaim claimed : proof.links()) {
      link = LinkCodec.SEED.link(link, claimed.prevBlock(), claimed.bodyHash());
      links.add(link);
    }
    return links;
  }

  private List<ProvenChannel.ProvenLink> positions(
      ChannelProof proof, List<Hash32> hashes, long lastBlock) throws ProofRefused {
    List<ChannelProof.LinkClaim> links = proof.links();
    demand(links.getFirst().prevBlock() == lastBlock, ProofFault.FIRST_BLOCK_MISMATCH, proof);
    List<ProvenChannel.ProvenLink> proven = new ArrayList<>(links.size());
    for (int i = 0; i < links.size(); i++) {
      boolean isNewest = i == links.size() - 1;
      long block = isNewest ? proof.lastBlock() : links.get(i + 1).prevBlock();
      demand(block > links.get(i).prevBlock(), ProofFault.BLOCKS_NOT_ASCENDING, proof);
      demand(block <= claim.relayParentNumber(), ProofFault.AFTER_RELAY_PARENT, proof);
      Watermark position = new Watermark(block, proof.sender());
      demand(
          claim.order().isAfter(position, state.watermark()), ProofFault.BEHIND_WATERMARK, proof);
      proven.add(new ProvenChannel.ProvenLink(hashes.get(i), links.get(i).bodyHash(), position));
    }
    return proven;
  }

  private static void demand(boolean condition, ProofFault fault, ChannelProof proof)
      throws ProofRefused {
    if (!condition) {
      ParaId sender = proof.sender();
      throw new ProofRefused(fault, sender);
    }
  }
}
