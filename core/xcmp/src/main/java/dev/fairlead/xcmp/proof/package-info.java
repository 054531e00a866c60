/**
 * What a para block shows about messages: commitments in its header, incoming and outgoing proofs
 * in its proof of validity, how they are built and checked step by step. XCMP facts, sections 4.4,
 * 4.5, AM10 to AM13.
 */
@NullMarked
package dev.fairlead.xcmp.proof;

import org.jspecify.annotations.NullMarked;
