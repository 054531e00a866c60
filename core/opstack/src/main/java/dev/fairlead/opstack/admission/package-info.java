/**
 * The unsafe lane: promotes each chain to cross-unsafe on its own, as soon as what its next block
 * depends on is there.
 */
@NullMarked
package dev.fairlead.opstack.admission;

import org.jspecify.annotations.NullMarked;
