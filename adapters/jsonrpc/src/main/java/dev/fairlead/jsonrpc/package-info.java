/** JSON-RPC over HTTP and WebSocket: server, client, and the Ethereum calls that followers need. */
@NullMarked
package dev.fairlead.jsonrpc;

import org.jspecify.annotations.NullMarked;
