/**
 * Which chains may exchange messages, in which direction, and since when: dependency set, expiry
 * window, activation. Interop facts, sections 1, 3 and 6.
 */
@NullMarked
package dev.fairlead.opstack.dependency;

import org.jspecify.annotations.NullMarked;
