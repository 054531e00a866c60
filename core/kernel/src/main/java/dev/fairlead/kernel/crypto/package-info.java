/** Hash functions shared by both families: pure functions with golden vectors. */
@NullMarked
package dev.fairlead.kernel.crypto;

import org.jspecify.annotations.NullMarked;
