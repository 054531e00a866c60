/**
 * Values of OP Stack interop messages and their encodings: identifier, log, payload, hashes.
 * Interop facts, section 2.
 */
@NullMarked
package dev.fairlead.opstack.message;

import org.jspecify.annotations.NullMarked;
