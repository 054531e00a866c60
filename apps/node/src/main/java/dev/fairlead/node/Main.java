package dev.fairlead.node;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the executable {@code fairlead}. */
@Command(name = "fairlead", description = "Verifies, delivers and explains cross-chain messages.")
public final class Main implements Runnable {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.err);
  }
}
