/**
 * The EVM node of the devnet: pinned by an npm lock file, installed on first use, run as processes
 * that end when this one does.
 */
@NullMarked
package dev.fairlead.node.devnet.anvil;

import org.jspecify.annotations.NullMarked;
