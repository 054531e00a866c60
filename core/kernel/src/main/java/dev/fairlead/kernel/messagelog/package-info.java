/** The log of sealed blocks of one chain: the port, its results and an in-memory implementation. */
@NullMarked
package dev.fairlead.kernel.messagelog;

import org.jspecify.annotations.NullMarked;
