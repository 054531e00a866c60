/** Fixed-size values, immutable byte strings, and bounded reading and writing of bytes. */
@NullMarked
package dev.fairlead.kernel.bytes;

import org.jspecify.annotations.NullMarked;
