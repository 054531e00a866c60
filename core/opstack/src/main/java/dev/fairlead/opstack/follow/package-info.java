/**
 * Keeps the message log of one chain in step with its source: back-fill, live blocks, reorgs,
 * labels. No rules about messages.
 */
@NullMarked
package dev.fairlead.opstack.follow;

import org.jspecify.annotations.NullMarked;
