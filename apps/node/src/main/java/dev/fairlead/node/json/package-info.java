/** Values of core as JSON, for every command that prints them. */
@NullMarked
package dev.fairlead.node.json;

import org.jspecify.annotations.NullMarked;
