/** Tests of the proxy. */
@NullMarked
package dev.fairlead.jsonrpc.proxy;

import org.jspecify.annotations.NullMarked;
