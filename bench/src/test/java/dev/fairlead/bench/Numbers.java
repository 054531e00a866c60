package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Hash32;

/** Hashes that look random and can be computed again from what they stand for. */
final class Numbers {
  private Numbers() {}

  static Hash32 hash(long kind, long index) {
    long word = mix(kind * 0x9e37_79b9_7f4a_7c15L + index);
    return new Hash32(word, mix(word + 1), mix(word + 2), mix(word + 3));
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) mix(i);
    }
    return bytes;
  }

  private static long mix(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return mixed ^ (mixed >>> 31);
  }
}
