package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;

/** The tail of an ABI {@code bytes} value: length word, content, zeros up to a whole word. */
final class AbiBytes {
  private AbiBytes() {}

  static void write(Bytes content, ByteWriter writer) {
    writer
        .writeHash(Hash32.ofNumber(content.size()))
        .writeBytes(content)
        .writeZeros(padding(content.size()));
  }

  static Bytes read(ByteReader reader) throws DecodingException {
    Hash32 size = reader.readHash();
    boolean isSmall = size.w0() == 0 && size.w1() == 0 && size.w2() == 0;
    if (!isSmall || Long.compareUnsigned(size.w3(), reader.remaining()) > 0) {
      throw new DecodingException("length of bytes exceeds the input: " + size);
    }
    Bytes content = reader.readBytes((int) size.w3());
    for (int left = padding(content.size()); left > 0; left--) {
      if (reader.readUnsignedByte() != 0) {
        throw new DecodingException("padding of bytes is not zero");
      }
    }
    return content;
  }

  private static int padding(int size) {
    return -size & (Hash32.SIZE - 1);
  }
}
