package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;

/**
 * A para block. Incoming messages are not part of it: they stand in the proof of validity.
 *
 * @param header names the block
 * @param transactions in the form that the para's validation function reads
 * @param sends how much of which outbox left with this block, ascending by recipient
 */
public record ParaBlock(ParaHeader header, List<Bytes> transactions, List<Send> sends) {
  private static final int SEND_BYTES = 8;

  /** Copies the lists. */
  public ParaBlock {
    transactions = List.copyOf(transactions);
    sends = List.copyOf(sends);
  }

  /**
   * One batch that the block sent.
   *
   * @param recipient para at the other end
   * @param count messages taken from the front of the outbox, unsigned 32 bits
   */
  public record Send(ParaId recipient, long count) {}

  /** SCALE form. */
  public Bytes encode() {
    return new ScaleWriter()
        .writeBytes(header.encode())
        .writeList(transactions, ScaleWriter::writeBytes)
        .writeList(
            sends,
            (writer, send) -> writer.writeU32(send.recipient().value()).writeU32(send.count()))
        .toBytes();
  }

  /** Decodes the SCALE form; surplus bytes are refused. */
  public static ParaBlock decode(Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    ParaBlock block =
        new ParaBlock(
            ParaHeader.decode(reader.readBytes(Integer.MAX_VALUE)),
            reader.readList(Integer.MAX_VALUE, 1, one -> one.readBytes(Integer.MAX_VALUE)),
            reader.readList(
                Integer.MAX_VALUE,
                SEND_BYTES,
                one -> new Send(new ParaId(one.readU32()), one.readU32())));
    reader.demandEnd();
    return block;
  }
}
