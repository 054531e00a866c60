package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.simulator.world.RoleMachines;
import dev.fairlead.simulator.world.World;
import dev.fairlead.simulator.world.WorldReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab run}: one virtual world from a scenario and a seed. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Runs validators and collators in a virtual world and checks that nothing is lost,",
      "doubled or overtaken. The same scenario, seed and version give the same trace hash.",
      "Ends with code 2 if an invariant is broken."
    })
final class RunCommand implements Callable<ExitCode> {
  @Parameters(index = "0", paramLabel = "SCENARIO.toml", description = "What happens.")
  private @Nullable Path scenario;

  @Option(
      names = "--seed",
      paramLabel = "N",
      required = true,
      description = "From which all chance comes.")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public ExitCode call() throws ConfigException {
    if (spec == null || scenario == null) {
      throw new IllegalStateException("run outside a command line");
    }
    ScenarioFile.Scenario read = ScenarioFile.read(scenario);
    World world = new World(read.settings(), RoleMachines.standard(read.strategy()), seed);
    WorldReport report = world.run();
    PrintWriter out = spec.commandLine().getOut();
    RunReport shown = new RunReport(scenario, report);
    if (json) {
      out.println(Json.write(shown.json()));
    } else {
      shown.table().forEach(out::println);
    }
    out.flush();
    return report.isGood() ? ExitCode.DONE : ExitCode.FATAL;
  }
}
