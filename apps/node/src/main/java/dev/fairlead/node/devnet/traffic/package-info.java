/**
 * The traffic of a devnet: valid and invalid messages, what becomes of them, and the supply of
 * tokens.
 */
@NullMarked
package dev.fairlead.node.devnet.traffic;

import org.jspecify.annotations.NullMarked;
