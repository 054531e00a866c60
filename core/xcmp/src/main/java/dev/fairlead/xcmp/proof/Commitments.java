package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;

/**
 * What a para block commits to in its header about messages (section 3.1).
 *
 * @param messageRoot over the links the block made; zero if none
 * @param sent one bit per slot of the para's row
 * @param watermark position up to which the block acted
 * @param relayParentNumber unsigned 32 bits
 * @param relayStorageRoot of that relay block
 */
public record Commitments(
    Hash32 messageRoot,
    Bitfield sent,
    Watermark watermark,
    long relayParentNumber,
    Hash32 relayStorageRoot) {
  /** The only version there is; first byte of the SCALE form. */
  public static final int VERSION = 1;

  /** SCALE form. */
  public Bytes encode() {
    ScaleWriter target = new ScaleWriter().writeU8(VERSION).writeHash(messageRoot);
    sent.write(target);
    return target
        .writeU32(watermark.block())
        .writeU32(watermark.para().value())
        .writeU32(relayParentNumber)
        .writeHash(relayStorageRoot)
        .toBytes();
  }

  /** Decodes the SCALE form; another version or surplus bytes are refused. */
  public static Commitments decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    int version = reader.readU8();
    if (version != VERSION) {
      throw new DecodingException("commitments have version " + version + ", known is " + VERSION);
    }
    Hash32 messageRoot = reader.readHash();
    Bitfield sent = Bitfield.read(reader);
    Watermark watermark = new Watermark(reader.readU32(), new ParaId(reader.readU32()));
    Commitments commitments =
        new Commitments(messageRoot, sent, watermark, reader.readU32(), reader.readHash());
    reader.demandEnd();
    return commitments;
  }
}
