package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;

/**
 * The first 100 bytes of a block table; layout in the package description.
 *
 * @param sequence rises with every segment of a log and is never used twice
 * @param chain whose blocks these are
 * @param place how the segment stands to those with lower sequence
 */
record SegmentHeader(long sequence, ChainId chain, Place place) {
  static final int SIZE = 100;
  static final int FORMAT_VERSION = 1;

  private static final long MAGIC = 0x4641_4952_4c53_4547L; // FAIRLSEG
  private static final int ANEW = 1;
  private static final int CONTINUES = 2;

  sealed interface Place {
    /** Everything in lower segments is void; the first block may have any number. */
    record Anew() implements Place {}

    /** Blocks from this number on in lower segments are void; the one below has this hash. */
    record Continues(long firstNumber, Hash32 parent) implements Place {}
  }

  byte[] encode() {
    ByteWriter writer = new ByteWriter(SIZE);
    writer.writeLong(MAGIC).writeInt(FORMAT_VERSION);
    switch (place) {
      case Place.Anew() -> writer.writeInt(ANEW);
      case Place.Continues continues -> writer.writeInt(CONTINUES);
    }
    writer.writeHash(chain.word()).writeLong(sequence);
    switch (place) {
      case Place.Anew() -> writer.writeLong(0).writeHash(Hash32.ZERO);
      case Place.Continues(long firstNumber, Hash32 parent) ->
          writer.writeLong(firstNumber).writeHash(parent);
    }
    return writer.writeInt(Checksums.of(writer.toByteArray(), 0, writer.size())).toByteArray();
  }

  static SegmentHeader decode(byte[] bytes, String file) throws StorageException {
    try {
      ByteReader reader = new ByteReader(bytes);
      if (reader.readLong() != MAGIC) {
        throw damaged(file, 0, "it does not start like a block table");
      }
      int version = reader.readInt();
      if (version > FORMAT_VERSION) {
        throw StorageException.newer(file, version, FORMAT_VERSION);
      }
      int kind = reader.readInt();
      ChainId chain = new ChainId(reader.readHash());
      long sequence = reader.readLong();
      long firstNumber = reader.readLong();
      Hash32 parent = reader.readHash();
      int checksumAt = reader.position();
      if (reader.readInt() != Checksums.of(bytes, 0, checksumAt)
          || (kind != ANEW && kind != CONTINUES)) {
        throw damaged(file, checksumAt, "checksum of the header");
      }
      return new SegmentHeader(
          sequence,
          chain,
          kind == ANEW ? new Place.Anew() : new Place.Continues(firstNumber, parent));
    } catch (DecodingException e) {
      throw damaged(file, bytes.length, "the header is cut short");
    }
  }

  private static StorageException damaged(String file, long offset, String what) {
    return StorageException.damaged(file, offset, what, Segment.REMEDY);
  }
}
