package dev.fairlead.node;

import dev.fairlead.node.cli.CommandRunner;
import dev.fairlead.node.devnet.DevnetCommand;
import dev.fairlead.node.inspect.InspectCommand;
import dev.fairlead.node.lab.LabCommand;
import dev.fairlead.node.metrics.Metric;
import dev.fairlead.node.play.XcmpCommand;
import dev.fairlead.node.relayer.RelayerCommand;
import dev.fairlead.node.relayer.RelayerMetrics;
import dev.fairlead.node.supernode.SupernodeCommand;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Entry point of the executable {@code fairlead}. */
public final class Main {
  private Main() {}

  /** Every subcommand, in the order of the help text. */
  public static List<Object> subcommands() {
    return List.of(
        new DevnetCommand(),
        new SupernodeCommand(),
        new RelayerCommand(),
        InspectCommand.tree(System.in),
        XcmpCommand.tree(System.in),
        LabCommand.tree());
  }

  /** Every metric of every subcommand; what is not declared cannot be used. */
  public static List<Metric> metrics() {
    return Stream.of(SupernodeMetricNames.all(), RelayerMetrics.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(new CommandRunner(subcommands(), System.getenv(), out, err).run(args));
  }
}
