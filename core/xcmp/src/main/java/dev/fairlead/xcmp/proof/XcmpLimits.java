package dev.fairlead.xcmp.proof;

/** Bounds of everything that comes from strangers (section 8.4). Sizes in bytes. */
public final class XcmpLimits {
  /** One message body. */
  public static final int BODY_BYTES_MAX = 1 << 20;

  /** Links in one channel proof. */
  public static final int LINKS_MAX = 4_096;

  /** Siblings in a row proof or message proof. */
  public static final int SIBLINGS_MAX = 20;

  /** Channels in one proof of validity. */
  public static final int CHANNELS_MAX = 1_024;

  /** Nodes of a relay state proof. */
  public static final int TRIE_NODES_MAX = 16_384;

  /** All nodes of a relay state proof together. */
  public static final int TRIE_BYTES_MAX = 8 << 20;

  /** Bits of a header's bitfield. */
  public static final int BITFIELD_BITS_MAX = 65_536;

  private XcmpLimits() {}
}
