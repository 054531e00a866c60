/** Names of chains and blocks. */
@NullMarked
package dev.fairlead.kernel.identity;

import org.jspecify.annotations.NullMarked;
