/** Tests of the sockets. */
@NullMarked
package dev.fairlead.jsonrpc.http;

import org.jspecify.annotations.NullMarked;
