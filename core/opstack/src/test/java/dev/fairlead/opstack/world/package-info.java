/** A small world of chains for tests: blocks with messages, written in a short notation. */
@NullMarked
package dev.fairlead.opstack.world;

import org.jspecify.annotations.NullMarked;
