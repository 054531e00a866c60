package dev.fairlead.node.devnet.anvil;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for temporary files of this process. Its name holds the process id, so that a later
 * start removes what a killed one has left.
 *
 * @param path where it is
 */
public record ScratchFolder(Path path) implements AutoCloseable {
  private static final String PREFIX = "fairlead-devnet-";

  /** Creates the folder of this process in another one. */
  public static ScratchFolder create(Path parent) throws CommandException {
    try {
      removeAbandoned(parent);
      return new ScratchFolder(
          Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-"));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FATAL, "cannot use the folder for temporary files " + parent + ": " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (Path folder : found) {
        if (!isOwnerAlive(folder) && Files.isWritable(folder)) {
          delete(folder);
        }
      }
    }
  }

  private static boolean isOwnerAlive(Path folder) {
    String[] parts = folder.getFileName().toString().substring(PREFIX.length()).split("-", -1);
    return !parts[0].matches("[0-9]{1,18}")
        || ProcessHandle.of(Long.parseLong(parts[0])).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
