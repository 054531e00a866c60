package dev.fairlead.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a small text file that a configuration names, whole. */
public final class SmallFile {
  private static final long SIZE_MAX = 1 << 20;

  private SmallFile() {}

  /**
   * The text of the file.
   *
   * @param what the file holds, for complaints, for example {@code the dependency set}
   */
  public static String read(Path file, String what) throws ConfigException {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > SIZE_MAX) {
        throw new ConfigException(
            file + ": larger than " + SIZE_MAX + " bytes, which is too much for " + what);
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file; it should hold " + what, e);
    } catch (IOException e) {
      throw new ConfigException(
          file + ": cannot read " + what + " as UTF-8 text: " + e.getMessage(), e);
    }
  }
}
