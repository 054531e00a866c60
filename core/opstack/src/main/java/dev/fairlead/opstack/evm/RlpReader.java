package dev.fairlead.opstack.evm;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;

/**
 * Reads RLP items front to back and accepts only the shortest encoding of each: sizes are checked
 * against what is left before anything is allocated, nesting goes only as deep as the caller asks.
 * Owned by one thread.
 */
public final class RlpReader {
  private final ByteReader source;

  /** Reads a sequence of items. */
  public RlpReader(Bytes items) {
    this(items.reader());
  }

  private RlpReader(ByteReader source) {
    this.source = source;
  }

  /** Opens the one list that {@code encoded} must be, without anything after it. */
  public static RlpReader ofList(Bytes encoded) throws DecodingException {
    RlpReader outer = new RlpReader(encoded);
    RlpReader list = outer.readList();
    outer.demandEnd();
    return list;
  }

  /** Whether another item follows. */
  public boolean hasMore() {
    return source.remaining() > 0;
  }

  /** Refuses items after the last expected one. */
  public void demandEnd() throws DecodingException {
    source.demandEnd();
  }

  /** Whether the next item is a list; there must be one. */
  public boolean nextIsList() throws DecodingException {
    return peek() >= RlpWriter.LIST;
  }

  /** Next item, a byte string. */
  public Bytes readString() throws DecodingException {
    int first = peek();
    if (first >= RlpWriter.LIST) {
      throw new DecodingException("RLP string expected, list found at " + source.position());
    }
    if (first < RlpWriter.STRING) {
      return source.readBytes(1);
    }
    Bytes value = source.readBytes(readSize(RlpWriter.STRING));
    if (value.size() == 1 && value.byteAt(0) < RlpWriter.STRING) {
      throw new DecodingException("RLP: a byte below 0x80 stands for itself");
    }
    return value;
  }

  /** Next item, a number of at most 64 bits without leading zeros. */
  public long readLong() throws DecodingException {
    Bytes digits = readDigits(Long.BYTES);
    long value = 0;
    for (int i = 0; i < digits.size(); i++) {
      value = value << 8 | digits.byteAt(i);
    }
    return value;
  }

  /** Next item, a number of at most 256 bits without leading zeros. */
  public BigInteger readNumber() throws DecodingException {
    return new BigInteger(1, readDigits(Hash32.SIZE).toByteArray());
  }

  /** Next item, a string of 32 bytes. */
  public Hash32 readHash() throws DecodingException {
    return Hash32.read(readSized(Hash32.SIZE).toByteArray(), 0);
  }

  /** Next item, a string of 20 bytes. */
  public Address20 readAddress() throws DecodingException {
    return Address20.read(readSized(Address20.SIZE).toByteArray(), 0);
  }

  /** Next item, a list: a reader over its items. */
  public RlpReader readList() throws DecodingException {
    if (peek() < RlpWriter.LIST) {
      throw new DecodingException("RLP list expected, string found at " + source.position());
    }
    return new RlpReader(source.readBytes(readSize(RlpWriter.LIST)));
  }

  /** Next item as it is encoded, head included. */
  public Bytes readEncoded() throws DecodingException {
    RlpWriter copy = new RlpWriter();
    if (nextIsList()) {
      return copy.writeList(new RlpWriter().writeEncoded(readList().rest())).toItems();
    }
    return copy.writeString(readString()).toItems();
  }

  private Bytes rest() throws DecodingException {
    return source.readBytes(source.remaining());
  }

  private Bytes readSized(int size) throws DecodingException {
    Bytes value = readString();
    if (value.size() != size) {
      throw new DecodingException("RLP: " + size + " bytes expected, got " + value.size());
    }
    return value;
  }

  private Bytes readDigits(int sizeMax) throws DecodingException {
    Bytes digits = readString();
    if (digits.size() > sizeMax) {
      throw new DecodingException(
          "RLP: number of " + digits.size() + " bytes, at most " + sizeMax + " allowed");
    }
    if (!digits.isEmpty() && digits.byteAt(0) == 0) {
      throw new DecodingException("RLP: number with leading zero");
    }
    return digits;
  }

  private int peek() throws DecodingException {
    return source.peekUnsignedByte();
  }

  private int readSize(int kind) throws DecodingException {
    int head = source.readUnsignedByte() - kind;
    if (head <= RlpWriter.SHORT_SIZE_MAX) {
      return head;
    }
    int sizeOfSize = head - RlpWriter.SHORT_SIZE_MAX;
    if (sizeOfSize > Integer.BYTES) {
      throw new DecodingException("RLP: size of " + sizeOfSize + " bytes");
    }
    long size = 0;
    for (int i = 0; i < sizeOfSize; i++) {
      int digit = source.readUnsignedByte();
      if (i == 0 && digit == 0) {
        throw new DecodingException("RLP: size with leading zero");
      }
      size = size << 8 | digit;
    }
    if (size <= RlpWriter.SHORT_SIZE_MAX || size > source.remaining()) {
      throw new DecodingException("RLP: size " + size + ", " + source.remaining() + " bytes left");
    }
    return (int) size;
  }
}
