package dev.fairlead.node.logging;

/**
 * What the command line says about logs. {@link StderrConfigurator} reads it when logging starts,
 * so that commands that never log never load it, and hears of later changes: a class that names its
 * logger in a constant starts logging before the command line is read.
 */
public final class LogSettings {
  private static volatile LogFormat format = LogFormat.TEXT;
  private static volatile LogLevel level = LogLevel.INFO;

  private static volatile Runnable listener = () -> {};

  private LogSettings() {}

  /** Has every later change told to the one who applies it. */
  static void onChange(Runnable applied) {
    listener = applied;
  }

  /** Chooses the form of log lines. */
  public static void format(LogFormat chosen) {
    format = chosen;
    listener.run();
  }

  /** Chooses the least level. */
  public static void level(LogLevel chosen) {
    level = chosen;
    listener.run();
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
