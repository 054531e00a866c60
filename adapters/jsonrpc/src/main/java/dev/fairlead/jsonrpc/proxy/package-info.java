/** A port that looks at the calls for another service before it passes them on. */
@NullMarked
package dev.fairlead.jsonrpc.proxy;

import org.jspecify.annotations.NullMarked;
