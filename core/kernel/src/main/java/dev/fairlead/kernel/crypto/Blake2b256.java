package dev.fairlead.kernel.crypto;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * BLAKE2b with 32 bytes of output (RFC 7693), plain or keyed with up to 64 bytes. Works on one
 * 128-byte block at a time; an instance may be used again after {@link #digest}, with the same key.
 * Owned by one thread.
 */
public final class Blake2b256 {
  /** Bytes per compression. */
  public static final int BLOCK = 128;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long IV0 = 0x6a09e667f3bcc908L;
  private static final long IV1 = 0xbb67ae8584caa73bL;
  private static final long IV2 = 0x3c6ef372fe94f82bL;
  private static final long IV3 = 0xa54ff53a5f1d36f1L;
  private static final long IV4 = 0x510e527fade682d1L;
  private static final long IV5 = 0x9b05688c2b3e6c1fL;
  private static final long IV6 = 0x1f83d9abfb41bd6bL;
  private static final long IV7 = 0x5be0cd19137e2179L;

  /** Which message word goes where, sixteen for each of the twelve rounds. */
  // spotless:off
  private static final byte[] SIGMA = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
    7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
    9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
    2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
    12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
    13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
    6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
    10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3
  };

  // spotless:on

  private final long[] chain = new long[8];
  private final byte[] block = new byte[BLOCK];
  private final byte[] key;
  private int buffered;
  private long absorbed;

  /** Without a key. */
  public Blake2b256() {
    this(Bytes.EMPTY);
  }

  /** With a key of at most 64 bytes; an empty one is no key. */
  public Blake2b256(Bytes key) {
    if (key.size() > 64) {
      throw new IllegalArgumentException("key exceeds 64 bytes: " + key.size());
    }
    this.key = key.toByteArray();
    start();
  }

  /** The hash of one array. */
  public static Hash32 hash(byte[] input) {
    return new Blake2b256().update(input).digest();
  }

  /** The hash of one byte string. */
  public static Hash32 hash(Bytes input) {
    return new Blake2b256().update(input).digest();
  }

  /** The hash under a key: a message authentication code. */
  public static Hash32 keyed(Bytes key, Bytes input) {
    return new Blake2b256(key).update(input).digest();
  }

  /** Absorbs a whole array. */
  public Blake2b256 update(byte[] input) {
    return update(input, 0, input.length);
  }

  /** Absorbs {@code size} bytes from {@code offset}. */
  public Blake2b256 update(byte[] input, int offset, int size) {
    java.util.Objects.checkFromIndexSize(offset, size, input.length);
    int at = offset;
    int left = size;
    while (left > 0) {
      if (buffered == BLOCK) {
        // A full block is only compressed once more input is known to follow.
        compress(block, 0, false);
        buffered = 0;
      }
      if (buffered == 0 && left > BLOCK) {
        absorbed += BLOCK;
        compress(input, at, false);
        at += BLOCK;
        left -= BLOCK;
        continue;
      }
      int taken = Math.min(left, BLOCK - buffered);
      System.arraycopy(input, at, block, buffered, taken);
      buffered += taken;
      absorbed += taken;
      at += taken;
      left -= taken;
    }
    return this;
  }

  /** Absorbs a byte string. */
  public Blake2b256 update(Bytes input) {
    for (int at = 0; at < input.size(); ) {
      makeRoom(1);
      int taken = Math.min(input.size() - at, BLOCK - buffered);
      input.write(at, taken, block, buffered);
      buffered += taken;
      absorbed += taken;
      at += taken;
    }
    return this;
  }

  /** Absorbs one byte. */
  public Blake2b256 updateByte(int value) {
    makeRoom(1);
    block[buffered++] = (byte) value;
    absorbed++;
    return this;
  }

  /** Absorbs a number as four little-endian bytes. */
  public Blake2b256 updateIntLittleEndian(int value) {
    if (buffered + Integer.BYTES > BLOCK) {
      for (int shift = 0; shift < 32; shift += 8) {
        updateByte(value >>> shift);
      }
      return this;
    }
    INTS.set(block, buffered, value);
    buffered += Integer.BYTES;
    absorbed += Integer.BYTES;
    return this;
  }

  /** Absorbs the 32 bytes of a hash. */
  public Blake2b256 update(Hash32 input) {
    if (buffered + Hash32.SIZE <= BLOCK) {
      input.write(block, buffered);
      buffered += Hash32.SIZE;
      absorbed += Hash32.SIZE;
      return this;
    }
    return update(input.toByteArray());
  }

  /** Finishes the hash and makes the instance ready for the next one under the same key. */
  public Hash32 digest() {
    Arrays.fill(block, buffered, BLOCK, (byte) 0);
    compress(block, 0, true);
    Hash32 result =
        new Hash32(
            Long.reverseBytes(chain[0]),
            Long.reverseBytes(chain[1]),
            Long.reverseBytes(chain[2]),
            Long.reverseBytes(chain[3]));
    start();
    return result;
  }

  private void makeRoom(int size) {
    if (buffered + size > BLOCK) {
      compress(block, 0, false);
      buffered = 0;
    }
  }

  private void start() {
    chain[0] = IV0 ^ 0x0101_0000L ^ ((long) key.length << 8) ^ Hash32.SIZE;
    chain[1] = IV1;
    chain[2] = IV2;
    chain[3] = IV3;
    chain[4] = IV4;
    chain[5] = IV5;
    chain[6] = IV6;
    chain[7] = IV7;
    buffered = 0;
    absorbed = 0;
    if (key.length > 0) {
      Arrays.fill(block, (byte) 0);
      System.arraycopy(key, 0, block, 0, key.length);
      buffered = BLOCK;
      absorbed = BLOCK;
    }
  }

  /**
   * Mixes one block into the chain. Both arrays are made anew each time: of an array that never
   * leaves the method the compiler keeps the elements in registers, and of one with a known length
   * it leaves the bounds checks out. With arrays in fields this takes a third longer.
   */
  private void compress(byte[] input, int offset, boolean isLast) {
    long[] m = new long[16];
    for (int i = 0; i < 16; i++) {
      m[i] = (long) LONGS.get(input, offset + 8 * i);
    }
    long[] h = chain;
    long[] v = new long[16];
    for (int i = 0; i < 8; i++) {
      v[i] = h[i];
    }
    v[8] = IV0;
    v[9] = IV1;
    v[10] = IV2;
    v[11] = IV3;
    v[12] = IV4 ^ absorbed;
    v[13] = IV5;
    v[14] = isLast ? ~IV6 : IV6;
    v[15] = IV7;
    byte[] s = SIGMA;
    for (int at = 0; at < s.length; at += 16) {
      mix(v, 0, 4, 8, 12, m[s[at] & 15], m[s[at + 1] & 15]);
      mix(v, 1, 5, 9, 13, m[s[at + 2] & 15], m[s[at + 3] & 15]);
      mix(v, 2, 6, 10, 14, m[s[at + 4] & 15], m[s[at + 5] & 15]);
      mix(v, 3, 7, 11, 15, m[s[at + 6] & 15], m[s[at + 7] & 15]);
      mix(v, 0, 5, 10, 15, m[s[at + 8] & 15], m[s[at + 9] & 15]);
      mix(v, 1, 6, 11, 12, m[s[at + 10] & 15], m[s[at + 11] & 15]);
      mix(v, 2, 7, 8, 13, m[s[at + 12] & 15], m[s[at + 13] & 15]);
      mix(v, 3, 4, 9, 14, m[s[at + 14] & 15], m[s[at + 15] & 15]);
    }
    for (int i = 0; i < 8; i++) {
      h[i] ^= v[i] ^ v[i + 8];
    }
  }

  private static void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    long va = v[a] + v[b] + x;
    long vd = Long.rotateRight(v[d] ^ va, 32);
    long vc = v[c] + vd;
    long vb = Long.rotateRight(v[b] ^ vc, 24);
    va += vb + y;
    vd = Long.rotateRight(vd ^ va, 16);
    vc += vd;
    v[a] = va;
    v[b] = Long.rotateRight(vb ^ vc, 63);
    v[c] = vc;
    v[d] = vd;
  }
}
