package dev.fairlead.simulator.replay;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.world.When;

/**
 * A step in the life of a message.
 *
 * @param when it was seen
 * @param head of the relay chain then
 * @param fact what happened
 */
public record LifeStep(When when, BlockRef head, LifeFact fact) {}
