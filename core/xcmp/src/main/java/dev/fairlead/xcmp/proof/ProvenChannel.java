package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;

/** A channel whose links have passed V5 to V9. */
record ProvenChannel(ChannelProof proof, List<ProvenLink> links) {
  ProvenChannel {
    links = List.copyOf(links);
  }

  ParaId sender() {
    return proof.sender();
  }

  /** One link with what follows from the others: its own hash and the block that enacted it. */
  record ProvenLink(Hash32 link, Hash32 bodyHash, Watermark position) {}
}
