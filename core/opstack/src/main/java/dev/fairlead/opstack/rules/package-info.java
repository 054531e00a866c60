/**
 * Decides whether messages and blocks are valid: message rules, cycle search, rounds, and the
 * outcomes with their reasons. Interop facts, section 3. The only place where rules exist.
 */
@NullMarked
package dev.fairlead.opstack.rules;

import org.jspecify.annotations.NullMarked;
