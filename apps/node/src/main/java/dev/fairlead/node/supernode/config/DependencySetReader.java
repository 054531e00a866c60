package dev.fairlead.node.supernode.config;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the table {@code [dependency-set]} and narrows the set to the followed chains, once it is
 * sure that nothing which a followed chain depends on is left out.
 */
final class DependencySetReader {
  private DependencySetReader() {}

  static DependencySet read(
      ConfigSection section, Set<ChainId> followed, Map<ChainId, List<ChainId>> accepts)
      throws ConfigException {
    Optional<Path> file = section.path("file").optional();
    DependencySetFile set = file.isPresent() ? ofFile(section, file.get()) : inline(section);
    for (ChainId chain : followed) {
      if (!set.members().contains(chain)) {
        throw new ConfigException(
            section.place() + ": followed chain " + chain + " is not in the dependency set");
      }
    }
    try {
      DependencySet whole = directed(set.members(), set.members(), accepts, set.window());
      Optional<List<ChainId>> gap = whole.unfollowedDependency(followed);
      if (gap.isPresent()) {
        throw new ConfigException(section.place() + ": " + complaint(gap.get()));
      }
      return directed(followed, set.members(), accepts, set.window());
    } catch (DecodingException e) {
      throw new ConfigException(section.place() + ": " + e.getMessage(), e);
    }
  }

  private static DependencySetFile ofFile(ConfigSection section, Path file) throws ConfigException {
    for (String key : List.of("dependencies", "override-message-expiry-window")) {
      if (section.names().contains(key)) {
        throw new ConfigException(section.place(key) + ": give either file or this, not both");
      }
    }
    return DependencySetFile.read(file);
  }

  private static DependencySetFile inline(ConfigSection section) throws ConfigException {
    Collection<ChainId> listed;
    if (section.hasTable("dependencies")) {
      ConfigSection table = section.section("dependencies");
      listed = new TreeSet<>();
      for (Map.Entry<String, ConfigSection> entry : table.sections().entrySet()) {
        listed.add(SupernodeConfigReader.chainId(table.place(entry.getKey()), entry.getKey()));
      }
    } else {
      listed =
          SupernodeConfigReader.chainIds(section.strings("dependencies"))
              .orElseThrow(() ->
                  new ConfigException(section.place("dependencies") + " is required, or a file"));
    }
    if (listed.isEmpty()) {
      throw new ConfigException(section.place("dependencies") + ": no chains");
    }
    return new DependencySetFile(new TreeSet<>(listed), window(section));
  }

  private static ExpiryWindow window(ConfigSection section) throws ConfigException {
    String key = "override-message-expiry-window";
    long seconds = section.integer(key, 0, Long.MAX_VALUE).orElse(0L);
    try {
      return ExpiryWindow.ofOverride(seconds);
    } catch (DecodingException e) {
      throw new ConfigException(section.place(key) + ": " + e.getMessage(), e);
    }
  }

  private static DependencySet directed(
      Set<ChainId> chains,
      SortedSet<ChainId> everybody,
      Map<ChainId, List<ChainId>> accepts,
      ExpiryWindow window)
      throws DecodingException {
    SortedMap<ChainId, Collection<ChainId>> sources = new TreeMap<>();
    for (ChainId chain : chains) {
      Collection<ChainId> all = accepts.getOrDefault(chain, List.copyOf(everybody));
      sources.put(chain, all);
    }
    return DependencySet.directed(sources, window);
  }

  private static String complaint(List<ChainId> path) {
    ChainId missing = path.getLast();
    return "chain "
        + missing
        + " must be followed too, because "
        + path.stream().map(ChainId::toString).collect(Collectors.joining(" accepts "))
        + "; add [chains."
        + missing
        + "] or narrow accepts";
  }
}
