package dev.fairlead.node.runtime;

import java.io.Console;
import java.util.Optional;

/** Whether somebody looks at a terminal while a command runs. */
public final class Terminal {
  private Terminal() {}

  /** True if input and output are a terminal on which a line can be written over. */
  public static boolean isPresent() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
        && !"dumb".equals(System.getenv("TERM"));
  }
}
