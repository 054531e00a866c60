package dev.fairlead.opstack.evm;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The header of an execution-layer block, of any fork. Its hash is that of the whole block. */
public final class BlockHeader {
  private final EnumMap<HeaderField, Bytes> fields;
  private final Hash32 hash;

  private BlockHeader(EnumMap<HeaderField, Bytes> fields) {
    this.fields = fields;
    this.hash = computeHash(fields);
  }

  /**
   * Numbers are given without leading zeros. Refused are values of a wrong form and missing fields
   * that every fork has; which later ones belong to the block is judged by its hash alone.
   */
  public static BlockHeader of(Map<HeaderField, Bytes> fields) throws DecodingException {
    for (HeaderField field : HeaderField.values()) {
      Bytes value = fields.get(field);
      if (value != null) {
        field.check(value);
      } else if (!field.isOptional()) {
        throw new DecodingException("header field " + field + " is missing");
      }
    }
    return new BlockHeader(new EnumMap<>(fields));
  }

  /** Keccak-256 of the fields as an RLP list. */
  public Hash32 hash() {
    return hash;
  }

  /** Hash of the block before. */
  public Hash32 parentHash() {
    return hashOf(HeaderField.PARENT_HASH);
  }

  /** Height, unsigned. */
  public long number() {
    return numberOf(HeaderField.NUMBER).longValue();
  }

  /** Seconds since 1970, unsigned. */
  public long timestamp() {
    return numberOf(HeaderField.TIMESTAMP).longValue();
  }

  /** State after the block. */
  public Hash32 stateRoot() {
    return hashOf(HeaderField.STATE_ROOT);
  }

  /** Root of the trie over the receipts. */
  public Hash32 receiptsRoot() {
    return hashOf(HeaderField.RECEIPTS_ROOT);
  }

  /** Wei per gas; empty before London. */
  public Optional<BigInteger> baseFee() {
    return fields.containsKey(HeaderField.BASE_FEE)
        ? Optional.of(numberOf(HeaderField.BASE_FEE))
        : Optional.empty();
  }

  /**
   * Storage root of the message passer on an L2. The withdrawals root carries it since Isthmus,
   * which came with the requests hash; before, it is unknown from the header.
   */
  public Optional<Hash32> messagePasserRoot() {
    return fields.containsKey(HeaderField.REQUESTS_HASH)
        ? Optional.of(hashOf(HeaderField.WITHDRAWALS_ROOT))
        : Optional.empty();
  }

  /** The value of a field as it is hashed; empty if the block has no such field. */
  public Optional<Bytes> field(HeaderField field) {
    return Optional.ofNullable(fields.get(field));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockHeader header && hash.equals(header.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  /** {@code number:hash}. */
  @Override
  public String toString() {
    return Long.toUnsignedString(number()) + ":" + hash;
  }

  private Hash32 hashOf(HeaderField field) {
    return Hash32.read(valueOf(field).toByteArray(), 0);
  }

  private BigInteger numberOf(HeaderField field) {
    return new BigInteger(1, valueOf(field).toByteArray());
  }

  private Bytes valueOf(HeaderField field) {
    return field(field).orElseThrow();
  }

  private static Hash32 computeHash(EnumMap<HeaderField, Bytes> fields) {
    RlpWriter items = new RlpWriter();
    fields.values().forEach(items::writeString); // an EnumMap iterates in order of declaration
    return Keccak256.hash(items.toList());
  }
}
