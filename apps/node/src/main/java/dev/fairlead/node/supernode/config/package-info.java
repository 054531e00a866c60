/** The supernode's configuration file: values, reading, and the example that users start from. */
@NullMarked
package dev.fairlead.node.supernode.config;

import org.jspecify.annotations.NullMarked;
