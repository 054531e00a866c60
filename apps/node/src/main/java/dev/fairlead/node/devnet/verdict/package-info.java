/** What the devnet does when a block was found invalid: it obeys. */
@NullMarked
package dev.fairlead.node.devnet.verdict;

import org.jspecify.annotations.NullMarked;
