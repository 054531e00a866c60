/** How far a block has been confirmed: safety levels and the heads that carry them. */
@NullMarked
package dev.fairlead.kernel.safety;

import org.jspecify.annotations.NullMarked;
