/**
 * The safe lane: rounds over local-safe blocks, and the roots that sum up a verified state. Interop
 * facts, sections 2.8 and 4.
 */
@NullMarked
package dev.fairlead.opstack.verifier;

import org.jspecify.annotations.NullMarked;
