/** What the relayer asks execution clients and the supernode, over JSON-RPC. */
@NullMarked
package dev.fairlead.node.relayer.node;

import org.jspecify.annotations.NullMarked;
