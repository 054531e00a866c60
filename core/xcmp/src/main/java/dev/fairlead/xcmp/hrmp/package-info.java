/**
 * The live relay chain's message passing (HRMP): storage keys and structures, so that data of a
 * real relay chain can be checked. XCMP facts, section 4.6.
 */
@NullMarked
package dev.fairlead.xcmp.hrmp;

import org.jspecify.annotations.NullMarked;
