/**
 * How bodies travel: collators, validators and full nodes as machines, and the strategies by which
 * they find each other. XCMP facts, sections 5.1 to 5.10 with AM15 to AM25.
 */
@NullMarked
package dev.fairlead.xcmp.delivery;

import org.jspecify.annotations.NullMarked;
