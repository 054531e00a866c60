package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a super root commits to, version 1 (section 2.8): the outputs of all chains at one time.
 *
 * @param timestamp seconds, unsigned
 * @param outputRoots at least one chain, ascending by id
 */
public record SuperRoot(long timestamp, SortedMap<ChainId, Hash32> outputRoots) {
  private static final int VERSION = 1;

  /** Copies the map and refuses an empty one. */
  public SuperRoot {
    outputRoots = Collections.unmodifiableSortedMap(new TreeMap<>(outputRoots));
    if (outputRoots.isEmpty()) {
      throw new IllegalArgumentException("a super root needs at least one chain");
    }
  }

  /** The bytes that are hashed: version, timestamp, then id and output root per chain. */
  public Bytes encode() {
    ByteWriter writer = new ByteWriter(9 + 2 * Hash32.SIZE * outputRoots.size());
    writer.writeByte(VERSION).writeLong(timestamp);
    for (Map.Entry<ChainId, Hash32> entry : outputRoots.entrySet()) {
      writer.writeHash(entry.getKey().word()).writeHash(entry.getValue());
    }
    return writer.toBytes();
  }

  /** Reads what {@link #encode} writes; the chains must ascend strictly. */
  public static SuperRoot decode(Bytes encoded) throws DecodingException {
    ByteReader reader = encoded.reader();
    if (reader.readUnsignedByte() != VERSION) {
      throw new DecodingException("unknown version of a super root");
    }
    long timestamp = reader.readLong();
    SortedMap<ChainId, Hash32> outputRoots = new TreeMap<>();
    do {
      ChainId chain = new ChainId(reader.readHash());
      if (!outputRoots.isEmpty() && outputRoots.lastKey().compareTo(chain) >= 0) {
        throw new DecodingException("chains of a super root do not ascend at " + chain);
      }
      outputRoots.put(chain, reader.readHash());
    } while (reader.remaining() > 0);
    return new SuperRoot(timestamp, outputRoots);
  }

  /** The super root. */
  public Hash32 hash() {
    return Keccak256.hash(encode());
  }
}
