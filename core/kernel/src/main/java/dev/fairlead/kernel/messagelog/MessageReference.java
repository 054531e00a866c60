package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;

/**
 * A block's claim that a log exists on a chain: one executing message, reduced to what its check
 * needs. The checksum binds origin and payload as well.
 *
 * @param logIndex position of the claim among the logs of its own block
 * @param chain chain of the claimed log
 * @param position where the claimed log stands there
 * @param timestamp claimed timestamp of that block, seconds, unsigned
 * @param checksum claimed checksum
 */
public record MessageReference(
    int logIndex, ChainId chain, LogPosition position, long timestamp, Hash32 checksum) {}
