package dev.fairlead.node.supernode.config;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.node.config.Secret;
import dev.fairlead.node.config.Setting;
import dev.fairlead.node.config.SmallFile;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.opstack.access.LevelNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a supernode's configuration; every complaint names file, line and key. */
public final class SupernodeConfigReader {
  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
  private static final String DEFAULT_LEVEL = "default";

  private SupernodeConfigReader() {}

  /** Reads a file, with values from the environment on top. */
  public static SupernodeConfig read(Path file, Map<String, String> environment)
      throws ConfigException {
    return read(TomlConfig.read(file, environment, Map.of()));
  }

  /** Reads what has been parsed already. */
  public static SupernodeConfig read(TomlConfig toml) throws ConfigException {
    ConfigSection root = toml.root();
    Path dataDirectory = root.path("data-dir").required();
    SortedMap<ChainId, FollowedChain> chains = new TreeMap<>();
    SortedMap<ChainId, List<ChainId>> accepts = new TreeMap<>();
    for (Map.Entry<String, ConfigSection> entry : root.section("chains").sections().entrySet()) {
      ConfigSection section = entry.getValue();
      ChainId id = chainId(section.place(), entry.getKey());
      if (chains.put(id, chain(id, section)) != null) {
        throw new ConfigException(section.place() + ": chain " + id + " has two tables");
      }
      Optional<List<ChainId>> accepted = chainIds(section.strings("accepts"));
      accepted.ifPresent(sources -> accepts.put(id, sources));
    }
    if (chains.isEmpty()) {
      throw new ConfigException(root.place("chains") + ": no chain to follow");
    }
    SupernodeConfig config =
        new SupernodeConfig(
            dataDirectory,
            DependencySetReader.read(root.section("dependency-set"), chains.keySet(), accepts),
            chains,
            rpc(root.section("rpc")),
            metrics(root.section("metrics")),
            limits(root.section("limits")));
    toml.refuseUnknown();
    return config;
  }

  private static FollowedChain chain(ChainId id, ConfigSection section) throws ConfigException {
    return new FollowedChain(
        id,
        section.endpoint("execution", SCHEMES).required(),
        section.integer("block-time", 1, 3600).required(),
        section.integer("activation", 0, Long.MAX_VALUE).required(),
        section.flag("trusted").orElse(false),
        minSafety(section));
  }

  private static MinSafety minSafety(ConfigSection section) throws ConfigException {
    if (!section.hasTable("min-safety")) {
      return new MinSafety(
          level(section.string("min-safety")).orElse(MinSafety.DEFAULT.standard()), Map.of());
    }
    ConfigSection table = section.section("min-safety");
    SafetyLevel standard = MinSafety.DEFAULT.standard();
    Map<ChainId, SafetyLevel> bySource = new HashMap<>();
    for (String name : table.names()) {
      SafetyLevel level = level(table.string(name)).required();
      if (name.equals(DEFAULT_LEVEL)) {
        standard = level;
      } else {
        bySource.put(chainId(table.place(name), name), level);
      }
    }
    return new MinSafety(standard, bySource);
  }

  private static Setting<SafetyLevel> level(Setting<String> name) throws ConfigException {
    return name.map(
        "unsafe, cross-unsafe, local-safe, safe or finalized",
        text -> {
          try {
            return Optional.of(LevelNames.parse(text));
          } catch (DecodingException e) {
            return Optional.empty();
          }
        });
  }

  private static RpcListeners rpc(ConfigSection section) throws ConfigException {
    Optional<RpcListeners.Admin> admin = admin(section);
    return new RpcListeners(
        listener(section, "host", "port", RpcListeners.PORT),
        section.strings("allowed-hosts").orElse(List.of()),
        section.flag("strict-same-timestamp").orElse(false),
        admin);
  }

  private static Optional<RpcListeners.Admin> admin(ConfigSection section) throws ConfigException {
    Listener listener = listener(section, "admin-host", "admin-port", RpcListeners.ADMIN_PORT);
    Optional<Path> file = section.path("admin-secret-file").optional();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Secret secret = new Secret(SmallFile.read(file.get(), "the admin secret").strip());
    return Optional.of(new RpcListeners.Admin(listener, file.get(), secret));
  }

  private static Optional<Listener> metrics(ConfigSection section) throws ConfigException {
    Listener listener = listener(section, "host", "port", Listener.METRICS_PORT);
    return section.flag("enabled").orElse(true) ? Optional.of(listener) : Optional.empty();
  }

  private static Listener listener(ConfigSection section, String host, String port, int standard)
      throws ConfigException {
    return new Listener(
        section.string(host).orElse(Listener.LOOPBACK),
        Math.toIntExact(section.integer(port, 0, 0xffff).orElse((long) standard)));
  }

  private static SupernodeLimits limits(ConfigSection section) throws ConfigException {
    SupernodeLimits standard = SupernodeLimits.DEFAULT;
    return new SupernodeLimits(
        count(section, "requests-per-chain", 256, standard.requestsPerChain()),
        count(section, "blocks-per-commit", 10_000, standard.blocksPerCommit()),
        count(section, "groups-per-check", 1_000_000, standard.groupsPerCheck()),
        count(section, "message-bytes", 1 << 30, standard.messageBytes()),
        section
            .duration("poll-interval", Duration.ofMillis(10), Duration.ofMinutes(1))
            .orElse(standard.pollInterval()),
        section
            .duration("retry-delay-max", Duration.ofMillis(100), Duration.ofHours(1))
            .orElse(standard.retryDelayMax()));
  }

  private static int count(ConfigSection section, String key, int max, int standard)
      throws ConfigException {
    return Math.toIntExact(section.integer(key, 1, max).orElse((long) standard));
  }

  static Optional<List<ChainId>> chainIds(Setting<List<String>> texts) throws ConfigException {
    Setting<List<ChainId>> parsed =
        texts.map(
            "a list of chain ids",
            all -> {
              try {
                List<ChainId> ids = new ArrayList<>();
                for (String text : all) {
                  ids.add(ChainId.parse(text));
                }
                return Optional.of(List.copyOf(ids));
              } catch (DecodingException e) {
                return Optional.empty();
              }
            });
    return parsed.optional();
  }

  static ChainId chainId(String place, String text) throws ConfigException {
    try {
      return ChainId.parse(text);
    } catch (DecodingException e) {
      throw new ConfigException(place + ": " + e.getMessage(), e);
    }
  }
}
