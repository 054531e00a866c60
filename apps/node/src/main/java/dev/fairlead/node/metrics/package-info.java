/** Prometheus metrics with declared names and bounded label values. */
@NullMarked
package dev.fairlead.node.metrics;

import org.jspecify.annotations.NullMarked;
