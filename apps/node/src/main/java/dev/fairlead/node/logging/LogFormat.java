package dev.fairlead.node.logging;

/** The form of log lines. */
public enum LogFormat {
  /** One line for people: time, level, logger, {@code event key=value …}. */
  TEXT,
  /** One JSON object per line. */
  JSON
}
