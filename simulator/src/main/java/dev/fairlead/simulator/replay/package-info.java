/** What became of one message in a virtual world, told afterwards. */
@NullMarked
package dev.fairlead.simulator.replay;

import org.jspecify.annotations.NullMarked;
