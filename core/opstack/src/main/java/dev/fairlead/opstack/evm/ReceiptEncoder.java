package dev.fairlead.opstack.evm;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.Objects;

/**
 * Builds the consensus encoding of receipts, one after the other: logs first, as they are read,
 * then the rest. Owned by one thread.
 *
 * <pre>
 *   receipt  legacy: list, typed: type byte, list
 *   list     outcome, cumulative gas, bloom, logs, tail
 *   log      address, list of topics, data
 * </pre>
 */
public final class ReceiptEncoder {
  private static final int ADDRESS_ITEM = 1 + Address20.SIZE;
  private static final int TOPIC_ITEM = 1 + Hash32.SIZE;
  private static final int TOPICS_MAX = 4;

  private final ByteWriter logs = new ByteWriter(4096);
  private final ByteWriter scratch = new ByteWriter(4096);
  private final byte[] topic = new byte[Hash32.SIZE];

  /**
   * Appends a log of the receipt under construction.
   *
   * @param log address, topics and data one after the other
   * @param topicCount none to four
   * @param size bytes of the log in the array
   */
  public void addLog(byte[] log, int topicCount, int size) {
    Objects.checkIndex(topicCount, TOPICS_MAX + 1);
    Objects.checkFromIndexSize(0, size, log.length);
    int dataFrom = Address20.SIZE + Hash32.SIZE * topicCount;
    int dataSize = size - dataFrom;
    int topicsSize = TOPIC_ITEM * topicCount;
    int firstData = dataSize == 1 ? log[dataFrom] & 0xff : RlpWriter.STRING;
    int content =
        ADDRESS_ITEM
            + headSize(topicsSize)
            + topicsSize
            + (dataSize == 1 && firstData < RlpWriter.STRING ? 0 : headSize(dataSize))
            + dataSize;
    RlpWriter.writeHead(logs, RlpWriter.LIST, content);
    logs.writeByte(RlpWriter.STRING + Address20.SIZE).writeAddress(Address20.read(log, 0));
    RlpWriter.writeHead(logs, RlpWriter.LIST, topicsSize);
    for (int i = 0; i < topicCount; i++) {
      System.arraycopy(log, Address20.SIZE + Hash32.SIZE * i, topic, 0, Hash32.SIZE);
      logs.writeByte(RlpWriter.STRING + Hash32.SIZE).writeBytes(topic);
    }
    if (firstData >= RlpWriter.STRING) {
      RlpWriter.writeHead(logs, RlpWriter.STRING, dataSize);
    }
    logs.writeBytes(log, dataFrom, dataSize);
  }

  /** Ends the receipt and makes room for the next. */
  public Bytes finish(ReceiptFields fields) {
    scratch.reset();
    RlpWriter head =
        new RlpWriter()
            .writeEncoded(fields.outcome())
            .writeNumber(fields.cumulativeGasUsed())
            .writeString(fields.bloom());
    Bytes before = head.toItems();
    int content = before.size() + headSize(logs.size()) + logs.size() + fields.tail().size();
    if (fields.type() != 0) {
      scratch.writeByte(fields.type());
    }
    RlpWriter.writeHead(scratch, RlpWriter.LIST, content);
    scratch.writeBytes(before);
    RlpWriter.writeHead(scratch, RlpWriter.LIST, logs.size());
    scratch.writeBytes(logs.toByteArray()).writeBytes(fields.tail());
    logs.reset();
    return scratch.toBytes();
  }

  private static int headSize(int size) {
    return size <= RlpWriter.SHORT_SIZE_MAX
        ? 1
        : 1 + (Integer.SIZE - Integer.numberOfLeadingZeros(size) + 7) / 8;
  }
}
