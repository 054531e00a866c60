package dev.fairlead.simulator.event;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hash over everything that happened in a virtual world, seed first. Two runs with one hash were
 * the same. Hashed in chunks: each hash covers the one before and the records since. Owned by one
 * thread.
 *
 * <pre>
 *  record  time 8 · node 4 · kind 4 · content 8     little-endian
 * </pre>
 */
public final class Trace {
  /** Changes whenever a run of the same seed may differ from an earlier one. */
  public static final long VERSION = 1;

  private static final int RECORD_BYTES = 24;
  private static final int RECORDS = 256;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] buffer = new byte[RECORD_BYTES * RECORDS];
  private Hash32 chained = Hash32.ZERO;
  private int filled;
  private long records;

  /** Begins with the seed and the version. */
  public Trace(long seed) {
    record(VERSION, 0, 0, seed);
  }

  /**
   * Adds what happened.
   *
   * @param timeNanos when
   * @param node to whom
   * @param kind what sort of event
   * @param content digest of what it carried, the same in every process
   */
  public void record(long timeNanos, int node, int kind, long content) {
    if (filled == buffer.length) {
      chained = chained();
      filled = 0;
    }
    LONG.set(buffer, filled, timeNanos);
    LONG.set(buffer, filled + 8, ((long) kind << 32) | (node & 0xFFFF_FFFFL));
    LONG.set(buffer, filled + 16, content);
    filled += RECORD_BYTES;
    records++;
  }

  /** How many records it covers, the seed included. */
  public long records() {
    return records;
  }

  /** The hash over all so far. */
  public Hash32 hash() {
    return chained();
  }

  private Hash32 chained() {
    return new Blake2b256().update(chained).update(buffer, 0, filled).digest();
  }
}
