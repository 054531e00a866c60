/** The whole world of a devnet: its chains, their ports, who accepts whom, and its clock. */
@NullMarked
package dev.fairlead.node.devnet.world;

import org.jspecify.annotations.NullMarked;
