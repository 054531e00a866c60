package dev.fairlead.opstack.evm;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;

/**
 * Appends RLP items; {@link #toList} wraps what was written into one list. Numbers are written
 * without leading zeros, zero as the empty string. Owned by one thread.
 *
 * <pre>
 *   byte b &lt; 0x80            b
 *   0 to 55 bytes            0x80 + size, bytes
 *   more bytes               0xb7 + size of size, size, bytes
 *   list of 0 to 55 bytes    0xc0 + size, items
 *   longer list              0xf7 + size of size, size, items
 * </pre>
 */
public final class RlpWriter {
  static final int SHORT_SIZE_MAX = 55;
  static final int STRING = 0x80;
  static final int LIST = 0xc0;

  private final ByteWriter items = new ByteWriter(64);

  /** Appends a byte string. */
  public RlpWriter writeString(Bytes value) {
    if (value.size() != 1 || value.byteAt(0) >= STRING) {
      writeHead(items, STRING, value.size());
    }
    items.writeBytes(value);
    return this;
  }

  /** Appends an unsigned number of 64 bits. */
  public RlpWriter writeNumber(long unsigned) {
    int size = (Long.SIZE - Long.numberOfLeadingZeros(unsigned) + 7) / 8;
    byte[] digits = new byte[size];
    for (int i = 0; i < size; i++) {
      digits[i] = (byte) (unsigned >>> (8 * (size - 1 - i)));
    }
    return writeString(Bytes.of(digits));
  }

  /** Appends a non-negative number of any size. */
  public RlpWriter writeNumber(BigInteger number) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException("RLP knows no negative numbers: " + number);
    }
    byte[] digits = number.toByteArray();
    int from = digits[0] == 0 ? 1 : 0;
    return writeString(Bytes.of(digits, from, digits.length - from));
  }

  /** Appends 32 bytes as a string, zeros included. */
  public RlpWriter writeHash(Hash32 value) {
    items.writeByte(STRING + Hash32.SIZE).writeHash(value);
    return this;
  }

  /** Appends 20 bytes as a string, zeros included. */
  public RlpWriter writeAddress(Address20 value) {
    items.writeByte(STRING + Address20.SIZE).writeAddress(value);
    return this;
  }

  /** Appends everything that {@code content} holds as one list. */
  public RlpWriter writeList(RlpWriter content) {
    writeHead(items, LIST, content.items.size());
    items.writeBytes(content.items.toBytes());
    return this;
  }

  /** Appends items that are encoded already. */
  public RlpWriter writeEncoded(Bytes encoded) {
    items.writeBytes(encoded);
    return this;
  }

  /** The items one after the other, without a list around them. */
  public Bytes toItems() {
    return items.toBytes();
  }

  /** The items as one list. */
  public Bytes toList() {
    ByteWriter list = new ByteWriter(items.size() + 9);
    writeHead(list, LIST, items.size());
    return list.writeBytes(items.toBytes()).toBytes();
  }

  /** The head of a string or list of {@code size} bytes. */
  static void writeHead(ByteWriter target, int kind, int size) {
    if (size <= SHORT_SIZE_MAX) {
      target.writeByte(kind + size);
      return;
    }
    int sizeOfSize = (Integer.SIZE - Integer.numberOfLeadingZeros(size) + 7) / 8;
    target.writeByte(kind + SHORT_SIZE_MAX + sizeOfSize);
    for (int i = sizeOfSize - 1; i >= 0; i--) {
      target.writeByte(size >>> (8 * i));
    }
  }
}
