package dev.fairlead.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * A configuration file. Values come from flags, else from {@code FAIRLEAD_<SECTION>_<KEY>}, else
 * from the file; every complaint names file, line, column and dotted key. After reading all it
 * knows, the owner calls {@link #refuseUnknown}, which names what nobody asked for. Not for use by
 * several threads.
 */
public final class TomlConfig {
  private static final long SIZE_MAX = 1 << 20;

  private final Source source;
  private final ConfigSection root;

  private TomlConfig(Source source, TomlParseResult parsed) {
    this.source = source;
    this.root = new ConfigSection(source, "", parsed);
  }

  /**
   * Reads a file.
   *
   * @param environment the process's environment
   * @param flags values of given flags by dotted key
   */
  public static TomlConfig read(
      Path file, Map<String, String> environment, Map<String, String> flags)
      throws ConfigException {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > SIZE_MAX) {
        throw new ConfigException(file + ": larger than " + SIZE_MAX + " bytes");
      }
      return parse(Files.readString(file), file, environment, flags);
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file; give one with --config FILE", e);
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
    }
  }

  /** Reads the text of a file, whose name appears in complaints and whose folder roots paths. */
  public static TomlConfig parse(
      String text, Path file, Map<String, String> environment, Map<String, String> flags)
      throws ConfigException {
    TomlParseResult parsed = Toml.parse(text);
    if (!parsed.errors().isEmpty()) {
      TomlParseError error = parsed.errors().getFirst();
      String reason = String.valueOf(error.getMessage()).lines().findFirst().orElse("unreadable");
      throw new ConfigException(
          file + ":" + error.position().line() + ":" + error.position().column() + ": " + reason);
    }
    return new TomlConfig(new Source(file, environment, flags), parsed);
  }

  /** The section outside all tables. */
  public ConfigSection root() {
    return root;
  }

  /** Refuses the configuration if it has a key that was never asked for. */
  public void refuseUnknown() throws ConfigException {
    StringJoiner unknown = new StringJoiner(", ");
    root.addUnknown(unknown);
    if (unknown.length() > 0) {
      throw new ConfigException(source.file() + ": unknown key " + unknown);
    }
  }
}
