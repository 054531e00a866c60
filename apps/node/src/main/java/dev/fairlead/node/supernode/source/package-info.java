/** Where the blocks of followed chains come from: heads, labels, receipts, of execution clients. */
@NullMarked
package dev.fairlead.node.supernode.source;

import org.jspecify.annotations.NullMarked;
