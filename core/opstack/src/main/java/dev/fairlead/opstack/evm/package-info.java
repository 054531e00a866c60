/** Encodings of the execution layer that every chain shares: RLP and what is built on it. */
@NullMarked
package dev.fairlead.opstack.evm;

import org.jspecify.annotations.NullMarked;
