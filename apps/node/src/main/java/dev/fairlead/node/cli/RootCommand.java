package dev.fairlead.node.cli;

import dev.fairlead.node.logging.LogFormat;
import dev.fairlead.node.logging.LogLevel;
import dev.fairlead.node.logging.LogSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command tree: flags that every command has. */
@Command(
    name = "fairlead",
    description =
        "Verifies, delivers and explains messages between chains that share a base chain.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Every flag has an environment variable: --rpc-port is FAIRLEAD_RPC_PORT. A flag beats the",
      "environment, the environment beats the file. Exit codes: 0 done, 1 a restart may help, 2 it"
          + " will not."
    })
final class RootCommand {
  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description = "Form of the logs on standard error (default: text).")
  void logFormat(LogFormat format) {
    LogSettings.format(format);
  }

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      scope = ScopeType.INHERIT,
      defaultValue = "info",
      description = "Least level logged: error, warn, info, debug or trace (default: info).")
  void logLevel(LogLevel level) {
    LogSettings.level(level);
  }
}
