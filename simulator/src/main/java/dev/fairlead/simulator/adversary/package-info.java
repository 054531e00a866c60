/** Nodes of a virtual world that break the rules: the attacks of section 7.1, one class each. */
@NullMarked
package dev.fairlead.simulator.adversary;

import org.jspecify.annotations.NullMarked;
