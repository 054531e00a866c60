package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;

/**
 * What a candidate says about its incoming messages and what its relay chain prescribes.
 *
 * @param relayParentNumber of the candidate, unsigned 32 bits
 * @param relayStorageRoot of that relay block
 * @param newWatermark position up to which the candidate consumed
 * @param order of the relay chain
 * @param bodyBytesMax largest body that the channels allow
 */
public record IngressClaim(
    long relayParentNumber,
    Hash32 relayStorageRoot,
    Watermark newWatermark,
    QueueOrder order,
    int bodyBytesMax) {}
