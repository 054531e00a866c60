/** The relay chain of a virtual world: who says what, and which blocks come of it. */
@NullMarked
package dev.fairlead.simulator.relay;

import org.jspecify.annotations.NullMarked;
