package dev.fairlead.simulator.world;

/**
 * A moment of a world.
 *
 * @param step number of the event that is taken, from 1
 * @param timeNanos virtual time since the beginning
 */
public record When(long step, long timeNanos) {}
