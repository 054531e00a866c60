package dev.fairlead.node.cli;

import dev.fairlead.node.runtime.ExitCode;

/** Ends a command with one line for the user and an exit code. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /** The line says what is wrong and, where there is a remedy, what to do. */
  public CommandException(ExitCode code, String line) {
    super(line);
    this.code = code;
  }

  /** The same with the error that lies behind it. */
  public CommandException(ExitCode code, String line, Throwable cause) {
    super(line, cause);
    this.code = code;
  }

  /** How the process ends. */
  public ExitCode code() {
    return code;
  }
}
