package dev.fairlead.node.logging;

/**
 * What the command line says about logs. Set before the first log line; {@link StderrConfigurator}
 * reads it when logging starts, so that commands that never log never load it.
 */
public final class LogSettings {
  private static volatile LogFormat format = LogFormat.TEXT;
  private static volatile LogLevel level = LogLevel.INFO;

  private LogSettings() {}

  /** Chooses the form of log lines. */
  public static void format(LogFormat chosen) {
    format = chosen;
  }

  /** Chooses the least level. */
  public static void level(LogLevel chosen) {
    level = chosen;
  }

  /** The form of log lines. */
  public static LogFormat format() {
    return format;
  }

  /** The least level. */
  public static LogLevel level() {
    return level;
  }

  /** Whether details are wanted. */
  public static boolean isDebug() {
    return level == LogLevel.DEBUG || level == LogLevel.TRACE;
  }
}
