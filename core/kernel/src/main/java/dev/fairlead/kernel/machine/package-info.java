/** The contract of every deterministic protocol machine. */
@NullMarked
package dev.fairlead.kernel.machine;

import org.jspecify.annotations.NullMarked;
