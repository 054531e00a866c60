/**
 * {@code fairlead xcmp play}: runs a script of relay blocks, channels, messages and candidates
 * against the rules in core and says what happens and why something is refused.
 */
@NullMarked
package dev.fairlead.node.play;

import org.jspecify.annotations.NullMarked;
