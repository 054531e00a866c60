/**
 * Judging collators by what the relay chain shows: who got which entry when, and when it was acked.
 * Raw observations are kept, scores are derived; lists are heuristics and never evidence. No clock
 * inside: blocks and times are arguments. XCMP facts 5.7, AM16, AM17, AM22.
 */
@NullMarked
package dev.fairlead.xcmp.judge;

import org.jspecify.annotations.NullMarked;
