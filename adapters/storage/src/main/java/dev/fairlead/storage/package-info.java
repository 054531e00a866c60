/** Durable storage: the segmented message log and the small transactional state beside it. */
@NullMarked
package dev.fairlead.storage;

import org.jspecify.annotations.NullMarked;
