/** The one executable: {@code fairlead <subcommand>}. */
@NullMarked
package dev.fairlead.node;

import org.jspecify.annotations.NullMarked;
