package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.messagelog.MessageReference;

/**
 * What the inbox emits when a message is executed (section 2.4).
 *
 * @param identifier claimed place of the initiating log
 * @param payloadHash hash of its claimed payload
 */
public record ExecutingMessage(Identifier identifier, Hash32 payloadHash) {
  /** Recomputed from identifier and payload hash. */
  public Hash32 checksum() {
    return MessageHashes.checksum(identifier, payloadHash);
  }

  /** The claim in the form that log store and message rules use. */
  public MessageReference toReference(int logIndex) {
    return new MessageReference(
        logIndex, identifier.chainId(), identifier.position(), identifier.timestamp(), checksum());
  }
}
