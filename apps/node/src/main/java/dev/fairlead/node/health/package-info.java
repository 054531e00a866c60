/** Whether this process is alive, ready and well, with named reasons. */
@NullMarked
package dev.fairlead.node.health;

import org.jspecify.annotations.NullMarked;
