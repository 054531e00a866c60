/** Tests of the Ethereum calls. */
@NullMarked
package dev.fairlead.jsonrpc.eth;

import org.jspecify.annotations.NullMarked;
