/**
 * {@code fairlead lab …}: the laboratory for XCMP. It parses and prints; formulas and rules are in
 * core.
 */
@NullMarked
package dev.fairlead.node.lab;

import org.jspecify.annotations.NullMarked;
