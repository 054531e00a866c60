/**
 * The Ethereum calls that followers and relayers need, answered in core types. Blocks are checked
 * against their own hash and receipts root before they leave this package.
 */
@NullMarked
package dev.fairlead.jsonrpc.eth;

import org.jspecify.annotations.NullMarked;
