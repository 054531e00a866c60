/** Machines of XCMP's roles in a virtual world: their effects carried out, their peers reached. */
@NullMarked
package dev.fairlead.simulator.world;

import org.jspecify.annotations.NullMarked;
