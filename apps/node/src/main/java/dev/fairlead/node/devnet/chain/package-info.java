/** The devnet's chains: mined by us on a grid of timestamps, undone and replaced on request. */
@NullMarked
package dev.fairlead.node.devnet.chain;

import org.jspecify.annotations.NullMarked;
