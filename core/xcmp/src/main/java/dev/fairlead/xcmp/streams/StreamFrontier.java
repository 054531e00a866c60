package dev.fairlead.xcmp.streams;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayList;
import java.util.List;

/**
 * One stream's Merkle mountain range, of which only the peaks are kept: enough to append and to
 * compute the root. There is one peak per set bit of the number of payloads, the largest first.
 * Immutable.
 *
 * @param count payloads so far, at least 0
 * @param peaks tops of the perfect trees, left to right
 */
public record StreamFrontier(long count, List<Hash32> peaks) {
  /** A stream without payloads. */
  public static final StreamFrontier EMPTY = new StreamFrontier(0, List.of());

  /** Bytes of the largest payload. */
  public static final int PAYLOAD_BYTES_MAX = 102_400;

  private static final int LEAF_TAG = 0x01;
  private static final int LEAF_VERSION = 0x00;
  private static final int INNER_TAG = 0x02;
  private static final int PEAK_TAG = 0x03;
  private static final int EMPTY_TAG = 0x04;

  /** Copies the list; refuses a number of peaks that does not fit the number of payloads. */
  public StreamFrontier {
    peaks = List.copyOf(peaks);
    if (count < 0 || Long.bitCount(count) != peaks.size()) {
      throw new IllegalArgumentException(peaks.size() + " peaks do not fit " + count + " payloads");
    }
  }

  /** The stream with one more payload; one above the limit is refused. */
  public StreamFrontier append(Bytes payload) {
    if (payload.size() > PAYLOAD_BYTES_MAX) {
      throw new IllegalArgumentException("payload has " + payload.size() + " bytes");
    }
    List<Hash32> next = new ArrayList<>(peaks);
    Hash32 top = leaf(payload);
    for (long bits = count; (bits & 1) == 1; bits >>>= 1) {
      top = pair(INNER_TAG, next.removeLast(), top);
    }
    next.add(top);
    return new StreamFrontier(Math.addExact(count, 1), next);
  }

  /** The root: the peaks joined from right to left. */
  public Hash32 root() {
    if (peaks.isEmpty()) {
      return new Blake2b256().updateByte(EMPTY_TAG).digest();
    }
    Hash32 root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = pair(PEAK_TAG, root, peaks.get(i));
    }
    return root;
  }

  /** The hash of one payload as a leaf. */
  public static Hash32 leaf(Bytes payload) {
    return new Blake2b256().updateByte(LEAF_TAG).updateByte(LEAF_VERSION).update(payload).digest();
  }

  private static Hash32 pair(int tag, Hash32 first, Hash32 second) {
    return new Blake2b256().updateByte(tag).update(first).update(second).digest();
  }
}
