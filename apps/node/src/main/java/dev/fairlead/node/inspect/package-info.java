/**
 * {@code fairlead inspect opstack|xcmp …}: offline tools on files or standard input. They parse and
 * print; every decision is taken in core.
 */
@NullMarked
package dev.fairlead.node.inspect;

import org.jspecify.annotations.NullMarked;
