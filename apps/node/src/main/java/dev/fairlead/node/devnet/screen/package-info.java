/**
 * How the devnet shows its traffic: a live table on a terminal, lines in a pipe, nothing if quiet.
 */
@NullMarked
package dev.fairlead.node.devnet.screen;

import org.jspecify.annotations.NullMarked;
