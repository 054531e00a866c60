package dev.fairlead.node.play;

import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code xcmp}: Polkadot XCMP. */
@Command(name = "xcmp", description = "Polkadot XCMP.")
public final class XcmpCommand {
  private XcmpCommand() {}

  /** The command tree; scripts come from {@code standardInput} where no file is named. */
  public static CommandLine tree(InputStream standardInput) {
    return new CommandLine(new XcmpCommand()).addSubcommand(new PlayCommand(standardInput));
  }
}
