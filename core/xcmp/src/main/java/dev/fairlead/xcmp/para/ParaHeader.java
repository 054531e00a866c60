package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;

/**
 * Header of a para block. Its hash is the head that a candidate names.
 *
 * @param parent hash of the header before; zero in the first header
 * @param number blocks since the first header, unsigned 32 bits
 * @param stateRoot root of the para's state after the block
 * @param commitments about messages
 */
public record ParaHeader(Hash32 parent, long number, Hash32 stateRoot, Commitments commitments) {
  private static final int COMMITMENTS_BYTES_MAX = 16_384;

  /** The first header of a para: it has sent and received nothing. */
  public static ParaHeader genesis(Hash32 stateRoot) {
    Commitments none =
        new Commitments(Hash32.ZERO, Bitfield.of(0), Watermark.START, 0, Hash32.ZERO);
    return new ParaHeader(Hash32.ZERO, 0, stateRoot, none);
  }

  /** Names the block. */
  public Hash32 hash() {
    return Blake2b256.hash(encode());
  }

  /** SCALE form; the commitments carry their length. */
  public Bytes encode() {
    return new ScaleWriter()
        .writeHash(parent)
        .writeU32(number)
        .writeHash(stateRoot)
        .writeBytes(commitments.encode())
        .toBytes();
  }

  /** Decodes the SCALE form; surplus bytes are refused. */
  public static ParaHeader decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    ParaHeader header =
        new ParaHeader(
            reader.readHash(),
            reader.readU32(),
            reader.readHash(),
            Commitments.decode(reader.readBytes(COMMITMENTS_BYTES_MAX)));
    reader.demandEnd();
    return header;
  }
}
