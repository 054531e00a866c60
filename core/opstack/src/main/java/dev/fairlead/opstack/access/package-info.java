/**
 * Access lists that announce messages before they are executed: entries, codec, level names and the
 * check. Interop facts, sections 2.3 and 5.
 */
@NullMarked
package dev.fairlead.opstack.access;

import org.jspecify.annotations.NullMarked;
