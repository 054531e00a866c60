package dev.fairlead.node.devnet.anvil;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where downloaded tools are kept between runs: {@code $FAIRLEAD_CACHE_DIR} if set, else {@code
 * $XDG_CACHE_HOME/fairlead}, {@code $HOME/.cache/fairlead}, or {@code .fairlead} in the working
 * directory, whichever can be written first.
 */
public final class CacheFolder {
  private CacheFolder() {}

  /** The folder for the environment of this process. */
  public static Path choose() throws CommandException {
    return choose(System.getenv(), Path.of("").toAbsolutePath());
  }

  /** The folder for an environment; it exists and can be written. */
  static Path choose(Map<String, String> environment, Path workingDirectory)
      throws CommandException {
    List<Path> candidates = candidates(environment, workingDirectory);
    for (Path candidate : candidates) {
      if (WritableFolder.create(candidate)) {
        return candidate;
      }
    }
    throw new CommandException(
        ExitCode.FATAL,
        "no folder to keep tools in (tried "
            + String.join(", ", candidates.stream().map(Path::toString).toList())
            + "): set FAIRLEAD_CACHE_DIR to one that can be written");
  }

  private static List<Path> candidates(Map<String, String> environment, Path workingDirectory) {
    String chosen = environment.getOrDefault("FAIRLEAD_CACHE_DIR", "");
    if (!chosen.isEmpty()) {
      return List.of(workingDirectory.resolve(chosen));
    }
    List<Path> candidates = new ArrayList<>();
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (cache.startsWith("/")) {
      candidates.add(Path.of(cache, "fairlead"));
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.startsWith("/") && Files.isDirectory(Path.of(home))) {
      candidates.add(Path.of(home, ".cache", "fairlead"));
    }
    candidates.add(workingDirectory.resolve(".fairlead"));
    return candidates;
  }
}
