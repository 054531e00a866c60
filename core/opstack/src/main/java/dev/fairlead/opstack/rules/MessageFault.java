package dev.fairlead.opstack.rules;

/**
 * One invalid message of a block.
 *
 * @param logIndex position of the executing message in its block
 * @param reason the first rule that it breaks
 */
public record MessageFault(int logIndex, InvalidMessage reason) {}
