package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.Watermark;

/**
 * A body kept on the relay chain for a stalled recipient.
 *
 * @param entry its place in the recipient's queue
 * @param bodyHash hash of the SCALE-encoded body
 * @param body what was sent
 * @param postedIn relay block that took it, unsigned 32 bits
 */
public record PostedBody(Watermark entry, Hash32 bodyHash, Bytes body, long postedIn) {}
