/** The supernode's JSON-RPC methods, one class each, named after the method. */
@NullMarked
package dev.fairlead.node.supernode.rpc;

import org.jspecify.annotations.NullMarked;
