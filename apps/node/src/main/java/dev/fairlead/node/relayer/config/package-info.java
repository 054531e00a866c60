/** Configuration of the relayer. */
@NullMarked
package dev.fairlead.node.relayer.config;

import org.jspecify.annotations.NullMarked;
