/** Fork-aware history of one chain: known blocks as a tree, the followed branch, its changes. */
@NullMarked
package dev.fairlead.kernel.history;

import org.jspecify.annotations.NullMarked;
