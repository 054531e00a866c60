/**
 * The public port of each chain: every transaction that executes messages is checked before the
 * chain sees it, and nothing may move the chain off its grid.
 */
@NullMarked
package dev.fairlead.node.devnet.ingress;

import org.jspecify.annotations.NullMarked;
