/** The command line: root command, common flags, exit codes and one-line errors. */
@NullMarked
package dev.fairlead.node.cli;

import org.jspecify.annotations.NullMarked;
