/**
 * The relayer: finds messages on the chains it is told of, asks a supernode whether they may be
 * executed, and executes them on their destinations. All decisions are made by {@code
 * opstack.relay.RelayMachine}; this package reads, asks, sends and stores for it.
 */
@NullMarked
package dev.fairlead.node.relayer;

import org.jspecify.annotations.NullMarked;
