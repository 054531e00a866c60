package dev.fairlead.node.cli;

import dev.fairlead.node.Main;
import dev.fairlead.node.architecture.GeneratedPage;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/reference/flags.md is made from the command tree. */
class FlagReferenceTest {
  @Test
  void pageIsWhatTheCodeSays() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    StringBuilder page =
        new StringBuilder("# Commands and flags\n\nMade from the code; do not edit by hand.\n");
    describe(new CommandRunner(Main.subcommands(), Map.of(), nowhere, nowhere).tree(), page);

    GeneratedPage.demand("docs/reference/flags.md", page.toString());
  }

  private static void describe(CommandLine command, StringBuilder page) {
    page.append("\n## `").append(command.getCommandSpec().qualifiedName()).append("`\n\n");
    page.append(lines(command.getCommandSpec().usageMessage().description())).append('\n');
    command
        .getCommandSpec()
        .positionalParameters()
        .forEach(
            p -> page.append("\n`%s`: %s\n".formatted(p.paramLabel(), lines(p.description()))));
    boolean isRoot = command.getParent() == null;
    var options =
        command.getCommandSpec().options().stream()
            .filter(option -> isRoot || !isCommon(option))
            .filter(option -> !option.hidden())
            .toList();
    if (!options.isEmpty()) {
      page.append("\n| Flag | Environment | Meaning |\n|---|---|---|\n");
      options.forEach(option -> page.append(row(option)));
    }
    command.getSubcommands().values().stream()
        .distinct()
        .forEach(subcommand -> describe(subcommand, page));
  }

  private static boolean isCommon(OptionSpec option) {
    return option.inherited() || option.usageHelp() || option.versionHelp();
  }

  private static String row(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    boolean asks = option.usageHelp() || option.versionHelp();
    return "| `%s%s` | %s | %s |\n"
        .formatted(
            String.join("`, `", option.names()),
            value.replace("|", "\\|"),
            asks ? "" : "`" + EnvironmentDefaults.variable(option.longestName()) + "`",
            lines(option.description()).replace("|", "\\|"));
  }

  private static String lines(String[] description) {
    return java.util.Arrays.stream(description).collect(Collectors.joining(" "));
  }
}
