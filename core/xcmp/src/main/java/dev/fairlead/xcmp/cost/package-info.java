/**
 * The seed's approximation of what the strategies of delivery cost: contacts per role, distinct
 * links, copies of a body. Exact arithmetic on fractions. XCMP facts, section 6.
 */
@NullMarked
package dev.fairlead.xcmp.cost;

import org.jspecify.annotations.NullMarked;
