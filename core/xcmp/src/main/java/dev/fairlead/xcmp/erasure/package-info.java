/**
 * Availability by erasure coding (AM18): a proof of validity is cut into one chunk per validator so
 * that a third of them, rounded up, can rebuild it.
 */
@NullMarked
package dev.fairlead.xcmp.erasure;

import org.jspecify.annotations.NullMarked;
