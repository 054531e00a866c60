/** What runs machines: event loop, clock, orderly stop, exit codes. */
@NullMarked
package dev.fairlead.node.runtime;

import org.jspecify.annotations.NullMarked;
