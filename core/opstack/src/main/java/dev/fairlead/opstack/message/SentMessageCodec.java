package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Optional;

/**
 * The log {@code SentMessage(uint256 indexed destination, address indexed target, uint256 indexed
 * messageNonce, address sender, bytes message)} of the messenger (section 2.6).
 */
public final class SentMessageCodec {
  /** First topic. */
  public static final Hash32 TOPIC =
      Hash32.literal("0x382409ac69001e11931a28435afef442cbfd20d9891907e8fa373ba7d351f320");

  private static final Hash32 MESSAGE_OFFSET = Hash32.ofNumber(2L * Hash32.SIZE);

  private SentMessageCodec() {}

  /** Empty unless the messenger emitted the log in the only form it can. */
  public static Optional<SentMessage> decode(EventLog log) {
    List<Hash32> topics = log.topics();
    if (!log.address().equals(Predeploys.L2_TO_L2_MESSENGER)
        || topics.size() != EventLog.TOPICS_MAX
        || !topics.getFirst().equals(TOPIC)) {
      return Optional.empty();
    }
    try {
      ByteReader data = log.data().reader();
      Address20 sender = Address20.fromWord(data.readHash());
      if (!data.readHash().equals(MESSAGE_OFFSET)) {
        return Optional.empty();
      }
      Bytes message = AbiBytes.read(data);
      data.demandEnd();
      Address20 target = Address20.fromWord(topics.get(2));
      return Optional.of(
          new SentMessage(new ChainId(topics.get(1)), target, topics.get(3), sender, message));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** The log that the messenger emits. */
  public static EventLog encode(SentMessage sent) {
    ByteWriter data = new ByteWriter(4 * Hash32.SIZE + sent.message().size());
    data.writeHash(sent.sender().toWord()).writeHash(MESSAGE_OFFSET);
    AbiBytes.write(sent.message(), data);
    List<Hash32> topics =
        List.of(TOPIC, sent.destination().word(), sent.target().toWord(), sent.nonce());
    return new EventLog(Predeploys.L2_TO_L2_MESSENGER, topics, data.toBytes());
  }
}
