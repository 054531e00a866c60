package dev.fairlead.xcmp.judge;

import dev.fairlead.kernel.bytes.Bytes;

/**
 * An IP address. An IPv4 address inside IPv6 ({@code ::ffff:a.b.c.d}) is the IPv4 address, so that
 * the form of writing does not change the range.
 *
 * @param bytes 4 or 16, most significant first
 */
public record NetworkAddress(Bytes bytes) {
  private static final int IPV4_SIZE = 4;
  private static final int IPV6_SIZE = 16;
  private static final Bytes MAPPED = Bytes.literal("0x00000000000000000000ffff");

  /** Unwraps a mapped address; refuses other lengths. */
  public NetworkAddress {
    if (bytes.size() != IPV4_SIZE && bytes.size() != IPV6_SIZE) {
      throw new IllegalArgumentException("address of " + bytes.size() + " bytes");
    }
    if (bytes.size() == IPV6_SIZE && bytes.slice(0, MAPPED.size()).equals(MAPPED)) {
      bytes = bytes.slice(MAPPED.size(), IPV6_SIZE);
    }
  }

  /** Whether it has four bytes. */
  public boolean isIpv4() {
    return bytes.size() == IPV4_SIZE;
  }
}
