package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The records of one block: log hashes in groups with a checksum each, then the references with
 * one. A checksum also covers the block hash and the number of the group, so that a group that
 * belongs elsewhere is noticed. Layout in the package description.
 */
final class BlockRecords {
  static final int GROUP_HASHES = 32;

  private static final int GROUP_SIZE = GROUP_HASHES * Hash32.SIZE + Integer.BYTES;
  private static final int REFERENCE_SIZE = 88;
  private static final int REFERENCES_GROUP = -1;

  private BlockRecords() {}

  static long size(int logCount, int referenceCount) {
    long references =
        referenceCount == 0 ? 0 : (long) REFERENCE_SIZE * referenceCount + Integer.BYTES;
    return hashesSize(logCount) + references;
  }

  private static long hashesSize(int logCount) {
    long groups = (logCount + (long) GROUP_HASHES - 1) / GROUP_HASHES;
    return (long) Hash32.SIZE * logCount + Integer.BYTES * groups;
  }

  /** Writes the records of a block; there must be room for {@link #size} bytes. */
  static void encode(SealedBlock block, byte[] target, int offset) {
    HashList hashes = block.logHashes();
    int at = offset;
    for (int first = 0; first < hashes.size(); first += GROUP_HASHES) {
      int count = Math.min(GROUP_HASHES, hashes.size() - first);
      for (int i = 0; i < count; i++) {
        hashes.get(first + i).write(target, at + Hash32.SIZE * i);
      }
      at = seal(block.seal().hash(), first / GROUP_HASHES, target, at, Hash32.SIZE * count);
    }
    if (!block.references().isEmpty()) {
      ByteWriter writer = new ByteWriter(REFERENCE_SIZE * block.references().size());
      block.references().forEach(reference -> encode(reference, writer));
      writer.toBytes().write(target, at);
      seal(block.seal().hash(), REFERENCES_GROUP, target, at, writer.size());
    }
  }

  private static void encode(MessageReference reference, ByteWriter writer) {
    writer.writeInt(reference.logIndex()).writeHash(reference.chain().word());
    writer.writeLong(reference.position().blockNumber());
    writer.writeInt((int) reference.position().logIndex());
    writer.writeLong(reference.timestamp()).writeHash(reference.checksum());
  }

  /** Where the group of a log lies, from the start of the block's records. */
  static long groupOffset(int logIndex) {
    return (long) GROUP_SIZE * (logIndex / GROUP_HASHES);
  }

  /** Size of the group of a log, its checksum included. */
  static int groupSize(int logCount, int logIndex) {
    int first = logIndex - logIndex % GROUP_HASHES;
    return Hash32.SIZE * Math.min(GROUP_HASHES, logCount - first) + Integer.BYTES;
  }

  /** The hash of a log from the bytes of its group, if they are intact. */
  static Optional<Hash32> hashInGroup(Hash32 blockHash, int logIndex, byte[] group) {
    int size = group.length - Integer.BYTES;
    return isIntact(blockHash, logIndex / GROUP_HASHES, group, 0, size)
        ? Optional.of(Hash32.read(group, Hash32.SIZE * (logIndex % GROUP_HASHES)))
        : Optional.empty();
  }

  /** The whole block from all its records, if they are intact. */
  static Optional<SealedBlock> decode(BlockEntry entry, byte[] records) {
    Hash32 blockHash = entry.seal().hash();
    int logCount = entry.seal().logCount();
    HashList.Builder hashes = new HashList.Builder(logCount);
    int at = 0;
    for (int first = 0; first < logCount; first += GROUP_HASHES) {
      int size = groupSize(logCount, first) - Integer.BYTES;
      if (!isIntact(blockHash, first / GROUP_HASHES, records, at, size)) {
        return Optional.empty();
      }
      for (int i = 0; i < size; i += Hash32.SIZE) {
        hashes.add(Hash32.read(records, at + i));
      }
      at += size + Integer.BYTES;
    }
    int size = REFERENCE_SIZE * entry.referenceCount();
    if (size > 0 && !isIntact(blockHash, REFERENCES_GROUP, records, at, size)) {
      return Optional.empty();
    }
    try {
      List<MessageReference> references = references(new ByteReader(records, at, size));
      return Optional.of(new SealedBlock(entry.seal(), hashes.build(), references));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  private static List<MessageReference> references(ByteReader reader) throws DecodingException {
    List<MessageReference> references = new ArrayList<>(reader.remaining() / REFERENCE_SIZE);
    while (reader.remaining() > 0) {
      int logIndex = reader.readInt();
      ChainId chain = new ChainId(reader.readHash());
      long blockNumber = reader.readLong();
      LogPosition position = new LogPosition(blockNumber, Integer.toUnsignedLong(reader.readInt()));
      long timestamp = reader.readLong();
      references.add(new MessageReference(logIndex, chain, position, timestamp, reader.readHash()));
    }
    return references;
  }

  private static int seal(Hash32 blockHash, int group, byte[] bytes, int offset, int size) {
    int checksum = checksum(blockHash, group, bytes, offset, size);
    int end = offset + size;
    Checksums.writeInt(bytes, end, checksum);
    return end + Integer.BYTES;
  }

  private static boolean isIntact(Hash32 blockHash, int group, byte[] bytes, int offset, int size) {
    return Checksums.readInt(bytes, offset + size)
        == checksum(blockHash, group, bytes, offset, size);
  }

  private static int checksum(Hash32 blockHash, int group, byte[] bytes, int offset, int size) {
    byte[] place = new byte[Hash32.SIZE + Integer.BYTES];
    blockHash.write(place, 0);
    Checksums.writeInt(place, Hash32.SIZE, group);
    CRC32C crc = new CRC32C();
    crc.update(place, 0, place.length);
    crc.update(bytes, offset, size);
    return (int) crc.getValue();
  }
}
