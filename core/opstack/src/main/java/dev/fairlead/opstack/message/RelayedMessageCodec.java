package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Optional;

/**
 * The log {@code RelayedMessage(uint256 indexed source, uint256 indexed messageNonce, bytes32
 * indexed messageHash, bytes32 returnDataHash)} of the messenger (section 2.6).
 */
public final class RelayedMessageCodec {
  /** First topic. */
  public static final Hash32 TOPIC =
      Hash32.literal("0xc270d73e26d2d39dee7ef92093555927e344e243415547ecc350b2b5385b68a2");

  private RelayedMessageCodec() {}

  /** Empty unless the messenger emitted the log in the only form it can. */
  public static Optional<RelayedMessage> decode(EventLog log) {
    List<Hash32> topics = log.topics();
    if (!log.address().equals(Predeploys.L2_TO_L2_MESSENGER)
        || topics.size() != EventLog.TOPICS_MAX
        || !topics.getFirst().equals(TOPIC)
        || log.data().size() != Hash32.SIZE) {
      return Optional.empty();
    }
    return Optional.of(
        new RelayedMessage(
            new ChainId(topics.get(1)),
            topics.get(2),
            topics.get(3),
            Hash32.of(log.data().toByteArray())));
  }
}
