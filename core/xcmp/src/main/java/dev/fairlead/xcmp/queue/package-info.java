/**
 * What a para owns: links, message queue chains, the message root of a block, and the order of its
 * ingress queue. XCMP facts, sections 3.1, 3.2 (order, watermark) and 4.1.
 */
@NullMarked
package dev.fairlead.xcmp.queue;

import org.jspecify.annotations.NullMarked;
