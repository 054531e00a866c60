package dev.fairlead.node.supernode.config;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.node.config.SmallFile;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A dependency set as the upstream tools write it, in JSON or TOML (section 6). What stands inside
 * the entry of a chain is ignored: older files had more there.
 *
 * @param members the chains of the set
 * @param window how long messages can be executed
 */
public record DependencySetFile(SortedSet<ChainId> members, ExpiryWindow window) {
  private static final String MEMBERS = "dependencies";
  private static final String JSON_WINDOW = "overrideMessageExpiryWindow";
  private static final String TOML_WINDOW = "override_message_expiry_window";

  /** Reads a file; its first character decides which form it has. */
  static DependencySetFile read(Path file) throws ConfigException {
    String text = SmallFile.read(file, "the dependency set");
    try {
      return parse(text, file);
    } catch (DecodingException e) {
      throw new ConfigException(file + ": " + e.getMessage(), e);
    }
  }

  private static DependencySetFile parse(String text, Path file)
      throws ConfigException, DecodingException {
    return text.strip().startsWith("{") ? ofJson(Json.parse(text)) : ofToml(text, file);
  }

  private static DependencySetFile ofJson(JsonNode root) throws DecodingException {
    refuseOthers(root.propertyNames(), JSON_WINDOW);
    JsonNode dependencies = root.path(MEMBERS);
    if (!dependencies.isObject()) {
      throw new DecodingException(MEMBERS + ": expected an object with one entry per chain");
    }
    JsonNode seconds = root.path(JSON_WINDOW);
    boolean isAbsent = seconds.isMissingNode() || seconds.isNull();
    return of(dependencies.propertyNames(), isAbsent ? 0 : Json.number(seconds, JSON_WINDOW));
  }

  private static DependencySetFile ofToml(String text, Path file)
      throws ConfigException, DecodingException {
    ConfigSection root = TomlConfig.parse(text, file, Map.of(), Map.of()).root();
    refuseOthers(root.names(), TOML_WINDOW);
    long seconds = root.integer(TOML_WINDOW, 0, Long.MAX_VALUE).orElse(0L);
    return of(root.section(MEMBERS).names(), seconds);
  }

  private static DependencySetFile of(Collection<String> chains, long windowSeconds)
      throws DecodingException {
    SortedSet<ChainId> members = new TreeSet<>();
    for (String chain : chains) {
      if (!members.add(ChainId.parse(chain))) {
        throw new DecodingException(MEMBERS + ": chain " + chain + " is named twice");
      }
    }
    if (members.isEmpty()) {
      throw new DecodingException(MEMBERS + ": no chains");
    }
    return new DependencySetFile(members, ExpiryWindow.ofOverride(windowSeconds));
  }

  private static void refuseOthers(Collection<String> names, String window)
      throws DecodingException {
    Set<String> known = Set.of(MEMBERS, window);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new DecodingException("unknown key " + Json.excerpt(name));
      }
    }
  }
}
