package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;

/** An identifier as five ABI words: origin, block, log index, timestamp, chain (section 2.1). */
public final class IdentifierCodec {
  /** Number of bytes. */
  public static final int SIZE = 5 * Hash32.SIZE;

  private IdentifierCodec() {}

  /** Reads five words; values above the caps of the inbox are refused. */
  public static Identifier read(ByteReader reader) throws DecodingException {
    return new Identifier(
        Address20.fromWord(reader.readHash()),
        readNumber(reader, 64, "block number"),
        readNumber(reader, 32, "log index"),
        readNumber(reader, 64, "timestamp"),
        new ChainId(reader.readHash()));
  }

  /** Writes five words. */
  public static void write(Identifier id, ByteWriter writer) {
    writer
        .writeHash(id.origin().toWord())
        .writeHash(Hash32.ofNumber(id.blockNumber()))
        .writeHash(Hash32.ofNumber(id.logIndex()))
        .writeHash(Hash32.ofNumber(id.timestamp()))
        .writeHash(id.chainId().word());
  }

  private static long readNumber(ByteReader reader, int bits, String name)
      throws DecodingException {
    Hash32 word = reader.readHash();
    boolean fits = bits == 64 || word.w3() >>> bits == 0;
    if (word.w0() != 0 || word.w1() != 0 || word.w2() != 0 || !fits) {
      throw new DecodingException(name + " exceeds " + bits + " bits: " + word);
    }
    return word.w3();
  }
}
