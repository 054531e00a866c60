/**
 * The wire protocol between XCMP nodes: what they say to each other, its limits and its codec. XCMP
 * facts, section 5.11 with AM15 to AM24; docs/xcmp-wire.md draws the bytes.
 */
@NullMarked
package dev.fairlead.xcmp.peer;

import org.jspecify.annotations.NullMarked;
