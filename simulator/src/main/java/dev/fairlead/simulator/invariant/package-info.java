/** What must hold in every virtual world, whatever goes wrong in it. */
@NullMarked
package dev.fairlead.simulator.invariant;

import org.jspecify.annotations.NullMarked;
