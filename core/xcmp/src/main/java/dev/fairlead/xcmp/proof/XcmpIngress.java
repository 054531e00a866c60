package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;

/**
 * The incoming part of a proof of validity (section 4.4): one relay state proof, and one proof per
 * open ingress channel. Nothing in it is trusted before {@link IngressCheck} has judged it.
 *
 * @param version 1 (AM12)
 * @param relayParentNumber unsigned 32 bits
 * @param relayStorageRoot root that the trie nodes hang on
 * @param trieNodes exactly the nodes that are read
 * @param channels ascending by sender
 */
public record XcmpIngress(
    int version,
    long relayParentNumber,
    Hash32 relayStorageRoot,
    List<Bytes> trieNodes,
    List<ChannelProof> channels) {
  /** The only version there is. */
  public static final int VERSION = 1;

  /** Copies the lists. */
  public XcmpIngress {
    trieNodes = List.copyOf(trieNodes);
    channels = List.copyOf(channels);
  }
}
