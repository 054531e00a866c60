/** A world of real chains on this machine, with traffic between them. */
@NullMarked
package dev.fairlead.node.devnet;

import org.jspecify.annotations.NullMarked;
