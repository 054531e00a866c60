package dev.fairlead.node.play;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code play}: a script of relay blocks and messages against the rules. */
@Command(
    name = "play",
    description = "Plays a script of blocks, channels, messages and candidates; no network.",
    footer = {
      "",
      "A line is a command; an indented line is its answer, # begins a comment. For example:",
      "  para 1000",
      "  para 2000",
      "  open 1000 2000",
      "  accept 1000 2000",
      "  session",
      "  block",
      "  show channel 1000 2000",
      "Prints the script with all answers renewed. docs/xcmp-play.md names every command."
    })
final class PlayCommand implements Callable<ExitCode> {
  private final InputStream standardInput;

  @Parameters(
      arity = "0..1",
      paramLabel = "SCRIPT",
      description = "Script to play, at most 1 MiB; standard input if absent or \"-\".")
  private @Nullable Path file; // absent on the command line

  @Option(names = "--json", description = "One JSON object per command.")
  private boolean isJson;

  @Option(
      names = "--check",
      description = "Compare with the answers in the script; a difference ends with exit code 2.")
  private boolean isCheck;

  @Spec private CommandSpec spec = CommandSpec.create();

  PlayCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public ExitCode call() throws CommandException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Script script = Script.parse(read());
      Player player = new Player(script);
      if (isCheck) {
        check(script, player);
      } else if (isJson) {
        player.asJson(out::println);
      } else {
        player.asText(out::println);
      }
    } catch (ScriptException e) {
      out.flush();
      throw new CommandException(ExitCode.FATAL, name() + ": " + e.getMessage(), e);
    }
    return ExitCode.DONE;
  }

  private void check(Script script, Player player) throws ScriptException {
    List<String> played = new ArrayList<>();
    player.asText(played::add);
    List<Script.Line> written = script.lines();
    for (int i = 0; i < Math.max(played.size(), written.size()); i++) {
      String expected = i < written.size() ? written.get(i).text() : "the end";
      String actual = i < played.size() ? played.get(i) : "the end";
      if (!expected.equals(actual)) {
        throw new ScriptException(
            i + 1,
            1,
            "the script says \"" + expected.strip() + "\", got \"" + actual.strip() + '"');
      }
    }
  }

  private boolean isStandardInput() {
    return file == null || file.toString().equals("-");
  }

  private String name() {
    return file == null || isStandardInput() ? "standard input" : file.toString();
  }

  private byte[] read() throws CommandException {
    try (InputStream in =
        file == null || isStandardInput() ? standardInput : Files.newInputStream(file)) {
      return in.readNBytes(Script.BYTES_MAX + 1);
    } catch (IOException e) {
      String why = e instanceof NoSuchFileException ? "no such file" : e.getMessage();
      throw new CommandException(ExitCode.FATAL, "cannot read " + name() + ": " + why, e);
    }
  }
}
