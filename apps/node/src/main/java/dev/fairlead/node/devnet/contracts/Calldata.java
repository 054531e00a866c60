package dev.fairlead.node.devnet.contracts;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the ABI form of one call: selector, one head word per argument, then the dynamic parts in
 * order. Knows the few types that our contracts take. Owned by one thread.
 */
public final class Calldata {
  private final byte[] selector;
  private final List<Hash32> heads = new ArrayList<>();
  private final List<byte[]> tails = new ArrayList<>();

  private Calldata(byte[] selector) {
    this.selector = selector;
  }

  /** A call of the function with this canonical signature. */
  public static Calldata of(String signature) {
    byte[] hash = Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)).toByteArray();
    return new Calldata(java.util.Arrays.copyOf(hash, 4));
  }

  /** Arguments without a function. */
  public static Calldata arguments() {
    return new Calldata(new byte[0]);
  }

  /** Adds one static word. */
  public Calldata word(Hash32 value) {
    heads.add(value);
    tails.add(new byte[0]);
    return this;
  }

  /** Adds an address. */
  public Calldata address(Address20 value) {
    return word(value.toWord());
  }

  /** Adds a chain id. */
  public Calldata chain(ChainId value) {
    return word(value.word());
  }

  /** Adds a non-negative number of at most 256 bits. */
  public Calldata number(BigInteger value) {
    return word(ChainId.of(value).word());
  }

  /** Adds a {@code bytes} argument. */
  public Calldata bytes(Bytes value) {
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    tail.writeBytes(Hash32.ofNumber(value.size()).toByteArray());
    tail.writeBytes(value.toByteArray());
    tail.writeBytes(new byte[-value.size() & 31]);
    return dynamic(tail.toByteArray());
  }

  /** Adds a {@code uint256[]} of chain ids. */
  public Calldata chains(List<ChainId> values) {
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    tail.writeBytes(Hash32.ofNumber(values.size()).toByteArray());
    for (ChainId value : values) {
      tail.writeBytes(value.word().toByteArray());
    }
    return dynamic(tail.toByteArray());
  }

  /** The whole call. */
  public Bytes encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(selector);
    int offset = Hash32.SIZE * heads.size();
    for (int i = 0; i < heads.size(); i++) {
      byte[] tail = tails.get(i);
      out.writeBytes((tail.length == 0 ? heads.get(i) : Hash32.ofNumber(offset)).toByteArray());
      offset += tail.length;
    }
    tails.forEach(out::writeBytes);
    return Bytes.of(out.toByteArray());
  }

  private Calldata dynamic(byte[] tail) {
    heads.add(Hash32.ZERO);
    tails.add(tail);
    return this;
  }
}
