package dev.fairlead.node.lab;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lab}: what strategies of XCMP cost and do, without a node. */
@Command(name = "lab", description = "Laboratory for XCMP: what delivery strategies cost and do.")
public final class LabCommand {
  private LabCommand() {}

  /**
   * The command tree.
   *
   * @return the group with its commands
   */
  public static CommandLine tree() {
    return new CommandLine(new LabCommand())
        .addSubcommand(new CostCommand())
        .addSubcommand(new RunCommand())
        .addSubcommand(new ReplayCommand());
  }
}
