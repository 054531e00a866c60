package dev.fairlead.node.runtime;

/** A count of nanoseconds that never goes backwards; its zero means nothing. */
@FunctionalInterface
public interface NanoClock {
  /** The present reading. */
  long nanos();
}
