package dev.fairlead.node.runtime;

import dev.fairlead.kernel.machine.InvariantViolation;

/** How the process ends, as a supervisor of processes needs to know it. */
public enum ExitCode {
  /** Done, or stopped on request. */
  DONE(0),
  /** A cause outside: starting again may help. */
  RETRY(1),
  /** Wrong use, wrong configuration or a bug of ours: starting again will not help. */
  FATAL(2);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number given to the operating system. */
  public int code() {
    return code;
  }

  /** The code for an error that nobody handled. */
  public static ExitCode of(Throwable error) {
    return error instanceof InvariantViolation || error instanceof AssertionError ? FATAL : RETRY;
  }
}
