package dev.fairlead.node.lab;

import dev.fairlead.node.config.ConfigException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which world a command lives: a scenario and a seed. */
final class WorldArguments {
  @Parameters(index = "0", paramLabel = "SCENARIO.toml", description = "What happens.")
  private @Nullable Path scenario;

  @Option(
      names = "--seed",
      paramLabel = "N",
      required = true,
      description = "From which all chance comes.")
  private long seed;

  /** The scenario's file, as given. */
  Path path() {
    return Objects.requireNonNull(scenario, "run outside a command line");
  }

  long seed() {
    return seed;
  }

  /** The scenario; complaints name line and column. */
  ScenarioFile.Scenario read() throws ConfigException {
    return ScenarioFile.read(path());
  }
}
