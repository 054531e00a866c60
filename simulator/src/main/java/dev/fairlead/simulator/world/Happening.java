package dev.fairlead.simulator.world;

/**
 * An event of a world in words.
 *
 * @param node to which it happens; {@code relay-chain} for a slot
 * @param kind what sort of event
 * @param content what it carries, in short; says so if it comes to nothing
 */
public record Happening(String node, String kind, String content) {}
