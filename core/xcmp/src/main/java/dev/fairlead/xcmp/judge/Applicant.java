package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.peer.PeerId;

/**
 * A collator that wants to be served.
 *
 * @param collator who
 * @param standing our own observations
 * @param heat of its address, see {@link HeatMap#of}
 * @param note what the previous group said
 */
public record Applicant(PeerId collator, Standing standing, double heat, HandOverNote note) {}
