/** Logs on standard error, as text or JSON lines. */
@NullMarked
package dev.fairlead.node.logging;

import org.jspecify.annotations.NullMarked;
