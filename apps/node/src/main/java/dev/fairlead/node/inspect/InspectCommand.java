package dev.fairlead.node.inspect;

import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code inspect}: offline tools by family; no node is needed. */
@Command(name = "inspect", description = "Offline tools on files or standard input.")
public final class InspectCommand {
  private InspectCommand() {}

  /** The command tree; input comes from {@code standardInput} where no file is named. */
  public static CommandLine tree(InputStream standardInput) {
    return new CommandLine(new InspectCommand())
        .addSubcommand(
            new CommandLine(new Opstack())
                .addSubcommand(new AccessListCommand(standardInput))
                .addSubcommand(new DecodeCommand(standardInput))
                .addSubcommand(new MessageCommand(standardInput))
                .addSubcommand(new RouteCommand(standardInput))
                .addSubcommand(new VerifyCommand(standardInput)))
        .addSubcommand(
            new CommandLine(new Xcmp())
                .addSubcommand(new XcmpLinkCommand(standardInput))
                .addSubcommand(new XcmpRootCommand(standardInput))
                .addSubcommand(new XcmpRowCommand(standardInput))
                .addSubcommand(new XcmpStorageKeyCommand(standardInput))
                .addSubcommand(new XcmpTrieCommand(standardInput))
                .addSubcommand(new XcmpVerifyIngressCommand(standardInput))
                .addSubcommand(new XcmpChannelCommand(standardInput))
                .addSubcommand(new XcmpDecodeCommand(standardInput)));
  }

  @Command(name = "opstack", description = "Messages, access lists and blocks of OP Stack interop.")
  private static final class Opstack {}

  @Command(name = "xcmp", description = "Links, roots, relay state and proofs of Polkadot XCMP.")
  private static final class Xcmp {}
}
