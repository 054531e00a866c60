package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.message.Identifier;

/**
 * One emission of a message. Any of them serves to execute it.
 *
 * @param identifier where the log stands
 * @param blockHash the block that held it when it was seen
 */
public record Sighting(Identifier identifier, Hash32 blockHash) {}
