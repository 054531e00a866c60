/**
 * Commitments of speculative messaging, version 0.5: an option for exchange with chains that use it
 * in place of XCMP. Streams have no order among each other, no channel table and no watermark; a
 * block commits to one hash over the roots of all its streams. Only the hashes that the design has
 * fixed are here; nothing in the node uses them yet. XCMP facts, sections 9.3 and 11.7.
 *
 * <pre>
 *  payload → leaf → StreamFrontier (one per StreamId, append-only) → root
 *                        StreamId → root, for all streams → StreamsRoot
 * </pre>
 */
@NullMarked
package dev.fairlead.xcmp.streams;

import org.jspecify.annotations.NullMarked;
