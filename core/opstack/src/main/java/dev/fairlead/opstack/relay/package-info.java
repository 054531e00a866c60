/**
 * Delivery of L2-to-L2 messages: a durable queue that sends each message to its destination once,
 * through reorgs, crashes and unreliable nodes. Interop facts, sections 2.6 and 2.7.
 */
@NullMarked
package dev.fairlead.opstack.relay;

import org.jspecify.annotations.NullMarked;
