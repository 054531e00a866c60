package dev.fairlead.node.lab;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.simulator.world.Happening;
import dev.fairlead.simulator.world.Onlooker;
import dev.fairlead.simulator.world.When;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file with one line per event of a world: step, time in seconds, node, kind and content. What is
 * not written yet is never more than one buffer.
 */
final class TraceFile implements Onlooker, AutoCloseable {
  private final Path path;
  private final BufferedWriter lines;

  private TraceFile(Path path, BufferedWriter lines) {
    this.path = path;
    this.lines = lines;
  }

  /** Makes the file, or empties the one that is there. */
  static TraceFile create(Path path) throws CommandException {
    try {
      return new TraceFile(path, Files.newBufferedWriter(path));
    } catch (IOException e) {
      throw refused(path, e);
    }
  }

  @Override
  public void takes(When when, Happening event) {
    try {
      lines.write(line(when, event));
      lines.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(When when, Happening event) {
    String time = Lives.seconds(when.timeNanos());
    return "%d %s %s %s %s"
        .formatted(when.step(), time, event.node(), event.kind(), event.content())
        .strip();
  }

  /** The file could not be written to its end. */
  CommandException broken(UncheckedIOException error) {
    return refused(path, Objects.requireNonNull(error.getCause()));
  }

  private static CommandException refused(Path path, IOException cause) {
    String why = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return new CommandException(
        ExitCode.FATAL, "cannot write the trace to " + path + " (" + kind + why + ")", cause);
  }

  @Override
  public void close() throws CommandException {
    try {
      lines.close();
    } catch (IOException e) {
      throw refused(path, e);
    }
  }
}
