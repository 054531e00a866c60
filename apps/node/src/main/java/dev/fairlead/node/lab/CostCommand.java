package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.xcmp.cost.CostProfile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab cost}: the seed's cost formulas for the strategies of delivery (6.1 to 6.4). */
@Command(
    name = "cost",
    sortOptions = false,
    description = {
      "Computes what the four delivery strategies cost: contacts per role as the original",
      "formulas print them, or distinct links; and copies of a body. All figures are exact."
    },
    footer = {
      "",
      "A profile names paras that differ: tables [chains.NAME] and [threads.NAME] with count",
      "(default 1), R, O and I (default: those of the flags)."
    })
final class CostCommand implements Callable<ExitCode> {
  @Option(
      names = "--mode",
      paramLabel = "as-printed|links",
      defaultValue = "as-printed",
      converter = CostMode.Converter.class,
      description = "Contacts per role, or distinct links (default: as-printed).")
  private CostMode mode = CostMode.AS_PRINTED;

  @Mixin private final CostFlags flags = new CostFlags();

  @Option(names = "--body", paramLabel = "BYTES", description = "Size of one body, at least 1.")
  private @Nullable Long body;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description = "TOML file of paras with other R, O and I.")
  private @Nullable Path profileFile;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public ExitCode call() throws CommandException, ConfigException {
    if (spec == null) {
      throw new IllegalStateException("run outside a command line");
    }
    Optional<Long> bodyBytes =
        body == null ? Optional.empty() : Optional.of(CostFlags.within("--body", body, 1));
    CostProfile profile =
        profileFile == null ? flags.alike() : CostProfileFile.read(profileFile, flags);
    if (!profile.isBalanced()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          ("warning: sends and receives do not match: senders have %s channels, recipients %s;"
                  + " (C+S)·O should equal (C+T)·I")
              .formatted(CostReport.shown(profile.channels()), incoming(profile)));
      err.flush();
    }
    CostReport report = new CostReport(mode, profile, bodyBytes);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(report.json()));
    } else {
      report.table().forEach(out::println);
    }
    return ExitCode.DONE;
  }

  private static String incoming(CostProfile profile) {
    return CostReport.shown(profile.incomingChannels());
  }
}
