package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.SentMessage;

/**
 * A message on its way, independent of where it was emitted.
 *
 * @param source chain on which it was sent
 * @param sent its content
 * @param hash names the message for ever, also after it was emitted again
 */
public record PendingMessage(ChainId source, SentMessage sent, Hash32 hash) {
  /** Computes the hash. */
  public static PendingMessage of(ChainId source, SentMessage sent) {
    return new PendingMessage(source, sent, sent.messageHash(source));
  }

  /** Where it has to be executed. */
  public ChainId destination() {
    return sent.destination();
  }
}
