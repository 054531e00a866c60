/**
 * The sockets: an HTTP and WebSocket listener and clients. Only classes named {@code Http…} touch
 * the network or files here.
 */
@NullMarked
package dev.fairlead.jsonrpc.http;

import org.jspecify.annotations.NullMarked;
