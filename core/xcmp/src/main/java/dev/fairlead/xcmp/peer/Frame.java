package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.Optional;

/**
 * How a message travels on a stream: its length as unsigned varint (seven bits per byte, the lowest
 * first), then the SCALE bytes.
 */
public final class Frame {
  private static final int LENGTH_BYTES_MAX = 4;

  private Frame() {}

  /**
   * The length at the start of some bytes.
   *
   * @param headBytes bytes of the length itself
   * @param bodyBytes bytes that follow it
   */
  public record Head(int headBytes, int bodyBytes) {}

  /** A message with its length before it. */
  public static Bytes wrap(Bytes message) {
    ByteWriter target = new ByteWriter(message.size() + LENGTH_BYTES_MAX);
    int rest = message.size();
    while (rest > 0x7f) {
      target.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    target.writeByte(rest);
    return target.writeBytes(message).toBytes();
  }

  /**
   * Reads the length at the start of what has arrived.
   *
   * @return empty if more bytes are needed
   * @throws DecodingException if the length is not minimal or exceeds the limit
   */
  public static Optional<Head> head(Bytes arrived, int bodyBytesMax) throws DecodingException {
    int value = 0;
    for (int i = 0; i < Math.min(arrived.size(), LENGTH_BYTES_MAX); i++) {
      int next = arrived.byteAt(i);
      value |= (next & 0x7f) << (7 * i);
      if ((next & 0x80) == 0) {
        if (next == 0 && i > 0) {
          throw new DecodingException("length of a frame has a superfluous byte");
        }
        if (value > bodyBytesMax) {
          throw new DecodingException("frame of " + value + " bytes, at most " + bodyBytesMax);
        }
        return Optional.of(new Head(i + 1, value));
      }
    }
    if (arrived.size() >= LENGTH_BYTES_MAX) {
      throw new DecodingException("length of a frame exceeds " + LENGTH_BYTES_MAX + " bytes");
    }
    return Optional.empty();
  }
}
