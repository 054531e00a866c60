/** The paras of a virtual world: their blocks, built and checked by the real code, and traffic. */
@NullMarked
package dev.fairlead.simulator.para;

import org.jspecify.annotations.NullMarked;
