/**
 * The relay chain's rules for messages as a pure transition: which candidates enter, what waits for
 * whom, when channels open and close, when a body may be posted. XCMP facts, sections 0a and 3.2.
 */
@NullMarked
package dev.fairlead.xcmp.relaychain;

import org.jspecify.annotations.NullMarked;
