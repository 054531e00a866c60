/** A disk that forgets what was not synced when its node crashes. */
@NullMarked
package dev.fairlead.simulator.disk;

import org.jspecify.annotations.NullMarked;
