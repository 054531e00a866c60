package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;

/** Step V1: version and the limits of section 8.4. */
final class IngressLimits {
  private IngressLimits() {}

  static void demand(XcmpIngress ingress) throws ProofRefused {
    if (ingress.version() != XcmpIngress.VERSION) {
      throw new ProofRefused(ProofFault.UNKNOWN_VERSION);
    }
    long trieBytes = ingress.trieNodes().stream().mapToLong(Bytes::size).sum();
    if (ingress.trieNodes().size() > XcmpLimits.TRIE_NODES_MAX
        || trieBytes > XcmpLimits.TRIE_BYTES_MAX
        || ingress.channels().size() > XcmpLimits.CHANNELS_MAX) {
      throw new ProofRefused(ProofFault.LIMIT_EXCEEDED);
    }
    for (ChannelProof channel : ingress.channels()) {
      if (exceeds(channel)) {
        throw new ProofRefused(ProofFault.LIMIT_EXCEEDED, channel.sender());
      }
    }
  }

  private static boolean exceeds(ChannelProof channel) {
    return channel.rowSiblings().size() > XcmpLimits.SIBLINGS_MAX
        || channel.links().size() > XcmpLimits.LINKS_MAX
        || channel.bodies().size() > XcmpLimits.LINKS_MAX
        || channel
            .head()
            .filter(head -> head.siblings().size() > XcmpLimits.SIBLINGS_MAX)
            .isPresent()
        || channel.bodies().stream().anyMatch(body -> body.size() > XcmpLimits.BODY_BYTES_MAX);
  }
}
