package dev.fairlead.xcmp.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** XXH64, the 64-bit variant of xxHash. A pure function; not for use against attackers. */
public final class XxHash64 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long P1 = 0x9e3779b185ebca87L;
  private static final long P2 = 0xc2b2ae3d27d4eb4fL;
  private static final long P3 = 0x165667b19e3779f9L;
  private static final long P4 = 0x85ebca77c2b2ae63L;
  private static final long P5 = 0x27d4eb2f165667c5L;

  private XxHash64() {}

  /** The hash of a whole array under a seed. */
  public static long hash(byte[] input, long seed) {
    int at = 0;
    long hash;
    if (input.length >= 32) {
      long a = seed + P1 + P2;
      long b = seed + P2;
      long c = seed;
      long d = seed - P1;
      for (; at <= input.length - 32; at += 32) {
        a = round(a, word(input, at));
        b = round(b, word(input, at + 8));
        c = round(c, word(input, at + 16));
        d = round(d, word(input, at + 24));
      }
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    } else {
      hash = seed + P5;
    }
    return finish(input, at, hash + input.length);
  }

  private static long finish(byte[] input, int from, long start) {
    int at = from;
    long hash = start;
    for (; at <= input.length - 8; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, word(input, at)), 27) * P1 + P4;
    }
    if (at <= input.length - 4) {
      long half = (int) INTS.get(input, at) & 0xffff_ffffL;
      hash = Long.rotateLeft(hash ^ (half * P1), 23) * P2 + P3;
      at += 4;
    }
    for (; at < input.length; at++) {
      hash = Long.rotateLeft(hash ^ ((input[at] & 0xff) * P5), 11) * P1;
    }
    hash = (hash ^ (hash >>> 33)) * P2;
    hash = (hash ^ (hash >>> 29)) * P3;
    return hash ^ (hash >>> 32);
  }

  private static long word(byte[] input, int at) {
    return (long) LONGS.get(input, at);
  }

  private static long round(long lane, long word) {
    return Long.rotateLeft(lane + word * P2, 31) * P1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * P1 + P4;
  }
}
