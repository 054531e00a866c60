package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Bytes;

/**
 * A call that executes a sent message on its destination.
 *
 * @param identifier any place at which the message was emitted
 * @param payload payload of the {@code SentMessage} log there
 */
public record RelayCall(Identifier identifier, Bytes payload) {}
