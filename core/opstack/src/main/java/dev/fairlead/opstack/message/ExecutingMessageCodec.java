package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * The log {@code ExecutingMessage(bytes32 indexed msgHash, Identifier id)} of the inbox (section
 * 2.4): two topics and exactly five words.
 */
public final class ExecutingMessageCodec {
  /** First topic. */
  public static final Hash32 TOPIC =
      Hash32.literal("0x5c37832d2e8d10e346e55ad62071a6a2f9fa5130614ef2ec6617555c6f467ba7");

  private ExecutingMessageCodec() {}

  /** Empty unless the log is one, to the last bit; other logs are ordinary ones. */
  public static Optional<ExecutingMessage> decode(EventLog log) {
    if (!log.address().equals(Predeploys.CROSS_L2_INBOX)
        || log.topics().size() != 2
        || !log.topics().getFirst().equals(TOPIC)
        || log.data().size() != IdentifierCodec.SIZE) {
      return Optional.empty();
    }
    try {
      Identifier identifier = IdentifierCodec.read(log.data().reader());
      return Optional.of(new ExecutingMessage(identifier, log.topics().getLast()));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** The log that the inbox emits. */
  public static EventLog encode(ExecutingMessage message) {
    ByteWriter data = new ByteWriter(IdentifierCodec.SIZE);
    IdentifierCodec.write(message.identifier(), data);
    Bytes encoded = data.toBytes();
    return new EventLog(Predeploys.CROSS_L2_INBOX, List.of(TOPIC, message.payloadHash()), encoded);
  }
}
