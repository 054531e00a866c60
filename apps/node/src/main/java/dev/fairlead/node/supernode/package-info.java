/**
 * The supernode: follows the chains of a dependency set, verifies their messages and answers over
 * RPC. {@link dev.fairlead.node.supernode.Supernode} wires the machines of core to sources, logs
 * and listeners.
 */
@NullMarked
package dev.fairlead.node.supernode;

import org.jspecify.annotations.NullMarked;
