/**
 * SCALE: the encoding of everything in XCMP; strict and bounded. XCMP facts, sections 8.4, 11.2.
 */
@NullMarked
package dev.fairlead.xcmp.scale;

import org.jspecify.annotations.NullMarked;
