package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;

/**
 * What an output root commits to, version 0 (section 2.8).
 *
 * @param stateRoot of the block's header
 * @param storageRoot storage root of the message passer
 * @param blockHash of the block
 */
public record OutputRoot(Hash32 stateRoot, Hash32 storageRoot, Hash32 blockHash) {
  /** The 128 bytes that are hashed: version word, then the three. */
  public Bytes encode() {
    return new ByteWriter(4 * Hash32.SIZE)
        .writeHash(Hash32.ZERO)
        .writeHash(stateRoot)
        .writeHash(storageRoot)
        .writeHash(blockHash)
        .toBytes();
  }

  /** Reads 128 bytes of version 0. */
  public static OutputRoot decode(Bytes encoded) throws DecodingException {
    ByteReader reader = encoded.reader();
    if (!reader.readHash().equals(Hash32.ZERO)) {
      throw new DecodingException("unknown version of an output root");
    }
    OutputRoot root = new OutputRoot(reader.readHash(), reader.readHash(), reader.readHash());
    reader.demandEnd();
    return root;
  }

  /** The output root. */
  public Hash32 hash() {
    return Keccak256.hash(encode());
  }
}
