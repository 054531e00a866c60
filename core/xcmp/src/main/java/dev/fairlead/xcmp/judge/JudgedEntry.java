package dev.fairlead.xcmp.judge;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;

/**
 * An entry of an ingress queue that was given to collators. The hash tells forks apart.
 *
 * @param recipient whose queue it is
 * @param position block and sender
 * @param blockHash relay block that enacted it
 */
public record JudgedEntry(ParaId recipient, Watermark position, Hash32 blockHash) {}
