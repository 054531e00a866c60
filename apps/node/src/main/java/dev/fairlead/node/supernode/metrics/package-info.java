/** The supernode's metrics: declarations, gauges on snapshots, counters of facts. */
@NullMarked
package dev.fairlead.node.supernode.metrics;

import org.jspecify.annotations.NullMarked;
