package dev.fairlead.opstack.access;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;

/**
 * One message as a transaction's access list announces it.
 *
 * @param chain chain of the initiating log
 * @param position where the log stands there
 * @param timestamp of its block, seconds, unsigned
 * @param checksum binds all of it to origin and payload
 */
public record Access(ChainId chain, LogPosition position, long timestamp, Hash32 checksum) {
  /** The announcement of a message. */
  public static Access of(Identifier id, Hash32 payloadHash) {
    return new Access(
        id.chainId(), id.position(), id.timestamp(), MessageHashes.checksum(id, payloadHash));
  }

  /** The claim in the form that the message rules judge. */
  public MessageReference toReference(int logIndex) {
    return new MessageReference(logIndex, chain, position, timestamp, checksum);
  }
}
