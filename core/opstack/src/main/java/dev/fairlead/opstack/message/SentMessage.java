package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;

/**
 * What the messenger emits when a message is sent to another chain (sections 2.6, 2.7).
 *
 * @param destination chain on which it may be relayed
 * @param target account to be called there
 * @param nonce version in the top 16 bits, below them the counter of the source chain
 * @param sender account that sent it
 * @param message calldata for the target
 */
public record SentMessage(
    ChainId destination, Address20 target, Hash32 nonce, Address20 sender, Bytes message) {
  private static final long MESSAGE_OFFSET = 6L * Hash32.SIZE;

  /** What marks the message as relayed; the same for every re-emission of it. */
  public Hash32 messageHash(ChainId source) {
    ByteWriter encoded = new ByteWriter(8 * Hash32.SIZE + message.size());
    encoded
        .writeHash(destination.word())
        .writeHash(source.word())
        .writeHash(nonce)
        .writeHash(sender.toWord())
        .writeHash(target.toWord())
        .writeHash(Hash32.ofNumber(MESSAGE_OFFSET));
    AbiBytes.write(message, encoded);
    return Keccak256.hash(encoded.toByteArray());
  }
}
