package dev.fairlead.node.inspect;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The FILE argument: a file, or standard input if there is none or it is {@code -}. */
final class InputArgument {
  private final InputStream standardInput;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "File to read; standard input if absent or \"-\".")
  private @Nullable Path file; // absent on the command line

  InputArgument(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /** Opens the input as UTF-8 text. */
  BufferedReader open() throws CommandException {
    return new BufferedReader(new InputStreamReader(stream(), StandardCharsets.UTF_8));
  }

  /** What the user calls the input. */
  String name() {
    return file == null || file.toString().equals("-") ? "standard input" : file.toString();
  }

  /** A failure to read, as the command's one line. */
  CommandException unreadable(IOException cause) {
    String why = cause instanceof NoSuchFileException ? "no such file" : cause.getMessage();
    return new CommandException(ExitCode.FATAL, "cannot read " + name() + ": " + why, cause);
  }

  private InputStream stream() throws CommandException {
    if (file == null || file.toString().equals("-")) {
      return standardInput;
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
