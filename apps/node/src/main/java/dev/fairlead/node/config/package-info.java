/** Configuration files: TOML with the line of every complaint, environment and flags on top. */
@NullMarked
package dev.fairlead.node.config;

import org.jspecify.annotations.NullMarked;
