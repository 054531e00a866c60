package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.proof.XcmpLimits;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;

/** Form of a body: the application messages of one block to one recipient, a SCALE sequence. */
public final class MessageBatch {
  private MessageBatch() {}

  /** The body of some messages. */
  public static Bytes encode(List<Bytes> messages) {
    return new ScaleWriter().writeList(messages, ScaleWriter::writeBytes).toBytes();
  }

  /** The messages of a body; surplus bytes are refused. */
  public static List<Bytes> decode(Bytes body) throws DecodingException {
    ScaleReader reader = ScaleReader.of(body);
    List<Bytes> messages =
        reader.readList(
            XcmpLimits.BODY_BYTES_MAX, 1, one -> one.readBytes(XcmpLimits.BODY_BYTES_MAX));
    reader.demandEnd();
    return messages;
  }

  /** How many messages from the front fit into a body of at most so many bytes. */
  static int fitting(List<Bytes> messages, long bytesMax) {
    long size = 0;
    for (int i = 0; i < messages.size(); i++) {
      size += withLength(messages.get(i).size());
      if (lengthBytes(i + 1) + size > bytesMax) {
        return i;
      }
    }
    return messages.size();
  }

  private static long withLength(int size) {
    return (long) lengthBytes(size) + size;
  }

  private static int lengthBytes(int length) {
    return length < 1 << 6 ? 1 : length < 1 << 14 ? 2 : 4;
  }
}
