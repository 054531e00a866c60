/** Virtual time: what is due when and for whom, and the hash over all that happened. */
@NullMarked
package dev.fairlead.simulator.event;

import org.jspecify.annotations.NullMarked;
