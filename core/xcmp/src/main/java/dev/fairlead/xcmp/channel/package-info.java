/**
 * What the relay chain owns: paras, channels, and the channel state table, one row per sender with
 * a cell per channel. XCMP facts, section 3.1.
 */
@NullMarked
package dev.fairlead.xcmp.channel;

import org.jspecify.annotations.NullMarked;
