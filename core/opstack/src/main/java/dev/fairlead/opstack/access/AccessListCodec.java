package dev.fairlead.opstack.access;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.opstack.access.AccessListDecoding.Cause;
import dev.fairlead.opstack.access.AccessListDecoding.Decoded;
import dev.fairlead.opstack.access.AccessListDecoding.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * Storage keys of the inbox in an access list (section 2.3). The grammar is {@code ( lookup
 * [chain-id extension] checksum )*}:
 *
 * <pre>
 *  byte  0    1..3   4..11            12..19        20..27     28..31
 *       0x01  zero   low chain id     block number  timestamp  log index
 *  byte  0    1..7                    8..31
 *       0x02  zero                    upper 24 bytes of the chain id
 *  byte  0    1..31
 *       0x03  rest of the checksum
 * </pre>
 *
 * Encoding writes the extension only for chain ids above 64 bits; decoding accepts one of zeros.
 */
public final class AccessListCodec {
  private static final int LOOKUP = 1;
  private static final int CHAIN_ID_EXTENSION = 2;
  private static final int CHECKSUM = 3;

  private AccessListCodec() {}

  /** The two or three keys of one message. */
  public static List<Hash32> encode(Access access) {
    Hash32 chain = access.chain().word();
    long block = access.position().blockNumber();
    long timestamp = access.timestamp();
    Hash32 lookup =
        new Hash32(
            (long) LOOKUP << 56 | chain.w3() >>> 32,
            chain.w3() << 32 | block >>> 32,
            block << 32 | timestamp >>> 32,
            timestamp << 32 | access.position().logIndex());
    if (access.chain().fitsLong()) {
      return List.of(lookup, access.checksum());
    }
    Hash32 extension =
        new Hash32((long) CHAIN_ID_EXTENSION << 56, chain.w0(), chain.w1(), chain.w2());
    return List.of(lookup, extension, access.checksum());
  }

  /** The keys of several messages, one group after the other. */
  public static List<Hash32> encodeAll(List<Access> accesses) {
    List<Hash32> keys = new ArrayList<>(2 * accesses.size());
    for (Access access : accesses) {
      keys.addAll(encode(access));
    }
    return List.copyOf(keys);
  }

  /** Takes the keys of all inbox tuples, in order; linear in their number. */
  public static AccessListDecoding decode(List<Hash32> keys) {
    List<Access> accesses = new ArrayList<>(keys.size() / 2);
    int at = 0;
    while (at < keys.size()) {
      int group = accesses.size();
      Hash32 lookup = keys.get(at);
      if (type(lookup) != LOOKUP) {
        return new Malformed(at, group, Cause.UNEXPECTED_TYPE, type(lookup));
      }
      if ((lookup.w0() >>> 32 & 0xff_ffffL) != 0) {
        return new Malformed(at, group, Cause.MALFORMED, LOOKUP);
      }
      at++;
      Hash32 extension = Hash32.ZERO;
      if (at < keys.size() && type(keys.get(at)) == CHAIN_ID_EXTENSION) {
        extension = keys.get(at);
        if ((extension.w0() & 0x00ff_ffff_ffff_ffffL) != 0) {
          return new Malformed(at, group, Cause.MALFORMED, CHAIN_ID_EXTENSION);
        }
        at++;
      }
      if (at == keys.size()) {
        return new Malformed(at, group, Cause.EXPECTED_ENTRY, 0);
      }
      Hash32 checksum = keys.get(at);
      if (type(checksum) != CHECKSUM) {
        return new Malformed(at, group, Cause.UNEXPECTED_TYPE, type(checksum));
      }
      at++;
      accesses.add(access(lookup, extension, checksum));
    }
    return new Decoded(accesses);
  }

  private static Access access(Hash32 lookup, Hash32 extension, Hash32 checksum) {
    long lowChainId = lookup.w0() << 32 | lookup.w1() >>> 32;
    long block = lookup.w1() << 32 | lookup.w2() >>> 32;
    long timestamp = lookup.w2() << 32 | lookup.w3() >>> 32;
    long logIndex = lookup.w3() & 0xffff_ffffL;
    return new Access(
        new ChainId(new Hash32(extension.w1(), extension.w2(), extension.w3(), lowChainId)),
        new LogPosition(block, logIndex),
        timestamp,
        checksum);
  }

  private static int type(Hash32 key) {
    return key.byteAt(0);
  }
}
