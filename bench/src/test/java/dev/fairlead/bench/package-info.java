/**
 * Benchmarks of what decides how much a node can carry. Results: {@code docs/performance.md}. They
 * are test sources because the benchmark library may be used for tests only.
 */
@NullMarked
package dev.fairlead.bench;

import org.jspecify.annotations.NullMarked;
