package dev.fairlead.node.devnet.traffic;

import java.time.Duration;

/**
 * One message as people see it.
 *
 * @param plan what it is
 * @param state how far it has come
 * @param age since it was submitted, until it was settled
 */
public record MessageView(PlannedMessage plan, MessageState state, Duration age) {}
