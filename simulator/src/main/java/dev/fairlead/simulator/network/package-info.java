/** The network between virtual nodes: latency, bandwidth, loss, partitions. */
@NullMarked
package dev.fairlead.simulator.network;

import org.jspecify.annotations.NullMarked;
