/**
 * Binary Merkle trees whose proofs are walked by geometry: tagged nodes, promoted lone nodes, exact
 * number of siblings. XCMP facts, sections 3.1 and 9.4.
 */
@NullMarked
package dev.fairlead.xcmp.merkle;

import org.jspecify.annotations.NullMarked;
