package dev.fairlead.node.logging;

/** The least level that is logged, by the names of the command line. */
public enum LogLevel {
  /** A person must act. */
  ERROR,
  /** Works, but not as it should. */
  WARN,
  /** Lifecycle, and heads at most once per block. */
  INFO,
  /** Per message. */
  DEBUG,
  /** Everything. */
  TRACE
}
