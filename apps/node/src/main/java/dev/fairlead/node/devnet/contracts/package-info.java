/**
 * The contracts that the devnet installs: our own Solidity (source folder {@code
 * src/main/solidity}) in compiled form, and how to call them.
 */
@NullMarked
package dev.fairlead.node.devnet.contracts;

import org.jspecify.annotations.NullMarked;
