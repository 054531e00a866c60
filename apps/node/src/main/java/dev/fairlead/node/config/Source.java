package dev.fairlead.node.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** Where values come from beside the tables: the file's name, the environment and the flags. */
record Source(Path file, Map<String, String> environment, Map<String, String> flags) {
  Source {
    environment = Map.copyOf(environment);
    flags = Map.copyOf(flags);
  }

  /** A text from a flag or the environment, with its place. */
  record Text(String place, String value) {}

  /** What overrides the file's value of this dotted key. */
  Optional<Text> override(String key) {
    String flag = flags.get(key);
    if (flag != null) {
      return Optional.of(new Text("flag for " + key, flag));
    }
    String variable = variable(key);
    return Optional.ofNullable(environment.get(variable)).map(v -> new Text(variable, v));
  }

  /** The place of a key in the file; without position if it is absent. */
  String place(String key, @Nullable TomlPosition position) {
    return position == null
        ? file + ": " + key
        : file + ":" + position.line() + ":" + position.column() + ": " + key;
  }

  /** The environment variable of a dotted key. */
  static String variable(String key) {
    return "FAIRLEAD_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
