/**
 * The safe lane: rounds by timestamp over the local-safe blocks of a component of chains, the roots
 * that commit to a verified timestamp, what must survive a restart, and the port through which
 * decisions reach the chains.
 */
@NullMarked
package dev.fairlead.opstack.verifier;

import org.jspecify.annotations.NullMarked;
