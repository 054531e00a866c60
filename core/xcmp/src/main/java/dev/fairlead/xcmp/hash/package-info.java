/** Non-cryptographic hashes that Substrate uses for storage keys. XCMP facts, section 11.1. */
@NullMarked
package dev.fairlead.xcmp.hash;

import org.jspecify.annotations.NullMarked;
