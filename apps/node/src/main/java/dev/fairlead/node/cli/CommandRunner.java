package dev.fairlead.node.cli;

import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.logging.LogSettings;
import dev.fairlead.node.runtime.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a command line. A subcommand is an annotated class that implements {@link Callable} of
 * {@link ExitCode}; what it throws becomes one line on standard error and an exit code: {@link
 * CommandException} its own, {@link ConfigException} and wrong flags 2, anything else as {@link
 * ExitCode#of} says, with a stack trace at log level debug.
 */
public final class CommandRunner {
  private final CommandLine root;

  /**
   * A runner of the subcommands.
   *
   * @param environment where flags that are not given are looked up
   */
  public CommandRunner(
      List<? extends Object> subcommands,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err) {
    root = new CommandLine(new RootCommand());
    subcommands.forEach(root::addSubcommand);
    root.setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setOut(out)
        .setErr(err)
        .setExecutionStrategy(CommandRunner::execute)
        .setParameterExceptionHandler((error, args) -> wrongUse(error))
        .setExecutionExceptionHandler((error, command, parsed) -> failed(error, command).code());
  }

  /** Runs the arguments and returns the exit code. */
  public int run(String... arguments) {
    return root.execute(arguments);
  }

  /** The command tree, for generated references. */
  CommandLine tree() {
    return root;
  }

  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (!(last.commandSpec().userObject() instanceof Callable<?> body)) {
      command.usage(command.getErr());
      return ExitCode.FATAL.code();
    }
    try {
      Object result = body.call();
      return (result instanceof ExitCode code ? code : ExitCode.DONE).code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.RETRY.code();
    } catch (Exception e) {
      return failed(e, command).code();
    } finally {
      command.getOut().flush();
    }
  }

  private static int wrongUse(ParameterException error) {
    CommandLine command = error.getCommandLine();
    line(command, firstLine(error) + "; see " + name(command) + " --help");
    return ExitCode.FATAL.code();
  }

  private static ExitCode failed(Exception error, CommandLine command) {
    if (LogSettings.isDebug()) {
      error.printStackTrace(command.getErr());
    }
    return switch (error) {
      case CommandException e -> {
        line(command, firstLine(e));
        yield e.code();
      }
      case ConfigException e -> {
        line(command, firstLine(e));
        yield ExitCode.FATAL;
      }
      default -> {
        String kind = error.getClass().getSimpleName();
        line(
            command, "unexpected " + kind + ": " + firstLine(error) + " (more: --log-level debug)");
        yield ExitCode.of(error);
      }
    };
  }

  private static void line(CommandLine command, String text) {
    command.getErr().println(name(command) + ": " + text);
    command.getErr().flush();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String firstLine(Throwable error) {
    String message = error.getMessage();
    return message == null ? "no details" : message.lines().findFirst().orElse("no details");
  }
}
