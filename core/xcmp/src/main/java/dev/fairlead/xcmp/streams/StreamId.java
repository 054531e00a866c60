package dev.fairlead.xcmp.streams;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ParaId;

/**
 * Names one stream of a sender by eight bytes, big-endian; ordered as an unsigned number. The
 * widths are those of the identifiers of section 11.7.
 *
 * <pre>
 *  00 │ recipient u32 │ 000000   messages to one para
 *  01 │ sender u32    │ 000000   what was consumed of that para's messages
 *  02 │ domain u16 │ number u40  for everybody who subscribes
 *  80 and above                 private
 * </pre>
 *
 * @param value the eight bytes as a number, unsigned
 */
public record StreamId(long value) implements Comparable<StreamId> {
  /** Number of bytes. */
  public static final int SIZE = 8;

  private static final long ACK = 1L << 56;
  private static final long BROADCAST = 2L << 56;
  private static final int PARA_SHIFT = 24;
  private static final int NUMBER_BITS = 40;

  /** The stream of messages to one para. */
  public static StreamId channelTo(ParaId recipient) {
    return new StreamId(recipient.value() << PARA_SHIFT);
  }

  /** The stream that tells one para how far its messages were consumed. */
  public static StreamId ackTo(ParaId sender) {
    return new StreamId(ACK | (sender.value() << PARA_SHIFT));
  }

  /**
   * A stream for everybody who subscribes.
   *
   * @param domain unsigned 16 bits
   * @param number unsigned 40 bits
   */
  public static StreamId broadcast(int domain, long number) {
    if (domain >>> 16 != 0 || number >>> NUMBER_BITS != 0) {
      throw new IllegalArgumentException("no broadcast stream: " + domain + ", " + number);
    }
    return new StreamId(BROADCAST | ((long) domain << NUMBER_BITS) | number);
  }

  /** The eight bytes. */
  public Bytes toBytes() {
    return new ByteWriter(SIZE).writeLong(value).toBytes();
  }

  @Override
  public int compareTo(StreamId other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return toBytes().toString();
  }
}
