package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;

/**
 * What the messenger emits when a message was executed (section 2.6).
 *
 * @param source chain on which it was sent
 * @param nonce its nonce there
 * @param messageHash names it; see {@link SentMessage#messageHash}
 * @param returnDataHash hash of what the target returned
 */
public record RelayedMessage(
    ChainId source, Hash32 nonce, Hash32 messageHash, Hash32 returnDataHash) {}
