package dev.fairlead.xcmp.streams;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The one hash by which a block commits to all its streams: a binary Patricia tree from stream to
 * root. An inner node splits its streams at the first bit, from the most significant, in which they
 * differ.
 */
public final class StreamsRoot {
  private static final int LEAF_TAG = 0x05;
  private static final int INNER_TAG = 0x06;

  private StreamsRoot() {}

  /** The root over at least one stream. */
  public static Hash32 of(SortedMap<StreamId, Hash32> roots) {
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("a block without streams commits to nothing");
    }
    return of(new ArrayList<>(roots.entrySet()));
  }

  /** Goes as deep as a stream's name has bits. */
  private static Hash32 of(List<Map.Entry<StreamId, Hash32>> roots) {
    long first = roots.getFirst().getKey().value();
    if (roots.size() == 1) {
      return new Blake2b256()
          .updateByte(LEAF_TAG)
          .update(roots.getFirst().getKey().toBytes())
          .update(roots.getFirst().getValue())
          .digest();
    }
    int splitBit = Long.numberOfLeadingZeros(first ^ roots.getLast().getKey().value());
    int split = 1;
    while (isSame(first, roots.get(split).getKey().value(), splitBit)) {
      split++;
    }
    return new Blake2b256()
        .updateByte(INNER_TAG)
        .updateByte(splitBit)
        .update(of(roots.subList(0, split)))
        .update(of(roots.subList(split, roots.size())))
        .digest();
  }

  private static boolean isSame(long left, long right, int bit) {
    return ((left ^ right) << bit) >= 0;
  }
}
