package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;

/**
 * Names a node on the network: the multihash of its public key, as libp2p has it.
 *
 * @param bytes 1 to 64 bytes
 */
public record PeerId(Bytes bytes) implements Comparable<PeerId> {
  /** The longest id. */
  public static final int BYTES_MAX = 64;

  /** Refuses an empty or too long id. */
  public PeerId {
    if (bytes.size() < 1 || bytes.size() > BYTES_MAX) {
      throw new IllegalArgumentException("peer id of " + bytes.size() + " bytes");
    }
  }

  @Override
  public int compareTo(PeerId other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return bytes.toString();
  }
}
