package dev.fairlead.node.cli;

import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.runtime.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that runs until it is stopped, by a configuration file of which it has an example. */
public abstract class ConfiguredCommand implements Callable<ExitCode> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration; --print-config shows one to start from.")
  private @Nullable Path file;

  @Option(names = "--print-config", description = "Print a complete configuration and end.")
  private boolean isExampleWanted;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by the command line, which fills the options. */
  protected ConfiguredCommand() {}

  @Override
  public final ExitCode call() throws ConfigException, CommandException, InterruptedException {
    if (isExampleWanted) {
      spec.commandLine().getOut().print(example());
      return ExitCode.DONE;
    }
    if (file == null) {
      throw new CommandException(
          ExitCode.FATAL, "--config FILE is required; --print-config shows one to start from");
    }
    return run(file);
  }

  /** Every key with its comment. */
  protected abstract String example();

  /** Reads the file and runs until it is told to stop. */
  protected abstract ExitCode run(Path file)
      throws ConfigException, CommandException, InterruptedException;
}
