package dev.fairlead.node.lab;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.simulator.world.World;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab run}: one virtual world from a scenario and a seed. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Runs validators and collators in a virtual world and checks that nothing is",
      "lost, doubled or overtaken. The same scenario, seed and version give the same",
      "trace hash. Ends with code 2 if an invariant is broken, and then names the",
      "step and the command that shows the world at that step."
    })
final class RunCommand implements Callable<ExitCode> {
  @Mixin private final WorldArguments arguments = new WorldArguments();

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write every event to a file, a line each.")
  private @Nullable Path traceFile;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public ExitCode call() throws ConfigException, CommandException {
    ScenarioFile.Scenario read = arguments.read();
    World world = read.world(arguments.seed());
    if (traceFile == null) {
      live(world, read);
    } else {
      traced(world, read, traceFile);
    }
    PrintWriter err = spec.commandLine().getErr();
    return new RunReport(arguments.path(), world.report())
        .print(json, spec.commandLine().getOut(), err);
  }

  private void live(World world, ScenarioFile.Scenario read) {
    Running.liveUntil(world, Long.MAX_VALUE, read, spec.commandLine().getErr());
  }

  private void traced(World world, ScenarioFile.Scenario read, Path file) throws CommandException {
    try (TraceFile trace = TraceFile.create(file)) {
      world.watchedBy(trace);
      try {
        live(world, read);
      } catch (UncheckedIOException e) {
        throw trace.broken(e);
      }
    }
  }
}
