package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;

/**
 * A run of half bytes: a view on a key or a partial key of a node. Immutable.
 *
 * @param source the bytes that hold the run, high half first
 * @param from first half byte
 * @param size number of half bytes
 */
record Nibbles(Bytes source, int from, int size) {
  static final Nibbles EMPTY = new Nibbles(Bytes.EMPTY, 0, 0);

  Nibbles {
    if (from < 0 || size < 0 || from + size > 2 * source.size()) {
      throw new IllegalArgumentException("half bytes out of range: " + from + "+" + size);
    }
  }

  static Nibbles ofKey(Bytes key) {
    return new Nibbles(key, 0, 2 * key.size());
  }

  int at(int index) {
    int position = from + index;
    int both = source.byteAt(position >> 1);
    return (position & 1) == 0 ? both >> 4 : both & 15;
  }

  Nibbles drop(int count) {
    return new Nibbles(source, from + count, size - count);
  }

  Nibbles take(int count) {
    return new Nibbles(source, from, count);
  }

  /** Number of leading half bytes that both have. */
  int commonWith(Nibbles other) {
    int limit = Math.min(size, other.size);
    int common = 0;
    while (common < limit && at(common) == other.at(common)) {
      common++;
    }
    return common;
  }

  boolean startsWith(Nibbles prefix) {
    return commonWith(prefix) == prefix.size;
  }

  /** This run, one half byte, and another run: the partial key of a merged node. */
  Nibbles join(int middle, Nibbles tail) {
    int total = size + 1 + tail.size;
    byte[] packed = new byte[(total + 1) / 2];
    for (int i = 0; i < total; i++) {
      int nibble = i < size ? at(i) : i == size ? middle : tail.at(i - size - 1);
      packed[i >> 1] |= (byte) ((i & 1) == 0 ? nibble << 4 : nibble);
    }
    return new Nibbles(Bytes.of(packed), 0, total);
  }

  /** The bytes in a node: an odd first half byte stands alone in the low half. */
  byte[] packed() {
    byte[] packed = new byte[(size + 1) / 2];
    int shift = size & 1;
    for (int i = 0; i < size; i++) {
      int position = i + shift;
      packed[position >> 1] |= (byte) ((position & 1) == 0 ? at(i) << 4 : at(i));
    }
    return packed;
  }
}
