/**
 * What a para does about messages: it receives, executes, sends, and proves all of it in a proof of
 * validity that anybody can check. XCMP facts, section 4.
 */
@NullMarked
package dev.fairlead.xcmp.para;

import org.jspecify.annotations.NullMarked;
