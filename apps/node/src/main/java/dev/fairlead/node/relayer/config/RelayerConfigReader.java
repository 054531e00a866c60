package dev.fairlead.node.relayer.config;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.node.config.Setting;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.opstack.access.LevelNames;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.relay.RelayLimits;
import dev.fairlead.opstack.relay.RelayPolicy;
import dev.fairlead.opstack.relay.RelaySettings;
import dev.fairlead.opstack.relay.RelayTimings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a relayer's configuration; every complaint names file, line and key. */
public final class RelayerConfigReader {
  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
  private static final int METRICS_PORT = 7301;
  private static final int WEI_DIGITS = 9;

  private RelayerConfigReader() {}

  /** Reads a file, with values and keys from the environment. */
  public static RelayerConfig read(Path file, Map<String, String> environment)
      throws ConfigException {
    return read(TomlConfig.read(file, environment, Map.of()), environment);
  }

  /** Reads what has been parsed already. */
  public static RelayerConfig read(TomlConfig toml, Map<String, String> environment)
      throws ConfigException {
    ConfigSection root = toml.root();
    SortedMap<ChainId, Endpoint> chains = chains(root);
    Path dataDirectory = root.path("data-dir").required();
    Endpoint supernode = endpoint(root, "supernode");
    RelaySettings settings = settings(root, chains.keySet());
    RelayerConfig.Scan scan = scan(root.section("scan"), settings);
    Optional<RelayerConfig.Listener> metrics = metrics(root.section("metrics"));
    KeySource key = KeySource.read(root.section("key"));
    toml.refuseUnknown();
    return new RelayerConfig(
        dataDirectory,
        new RelayerConfig.Endpoints(supernode, chains),
        key.open(environment),
        settings,
        scan,
        metrics);
  }

  private static SortedMap<ChainId, Endpoint> chains(ConfigSection root) throws ConfigException {
    SortedMap<ChainId, Endpoint> chains = new TreeMap<>();
    for (Map.Entry<String, ConfigSection> entry : root.section("chains").sections().entrySet()) {
      ChainId id = chainId(entry.getValue().place(), entry.getKey());
      if (chains.put(id, endpoint(entry.getValue(), "execution")) != null) {
        throw new ConfigException(entry.getValue().place() + ": chain " + id + " has two tables");
      }
    }
    if (chains.isEmpty()) {
      throw new ConfigException(root.place("chains") + ": no chain to deliver to");
    }
    return chains;
  }

  private static RelaySettings settings(ConfigSection root, Set<ChainId> chains)
      throws ConfigException {
    ConfigSection delivery = root.section("delivery");
    ExpiryWindow window =
        new ExpiryWindow(
            delivery
                .integer("message-expiry-window", 1, ExpiryWindow.SECONDS_MAX)
                .orElse(ExpiryWindow.SECONDS_MAX));
    Duration warn =
        delivery
            .duration("warn-before-expiry", Duration.ZERO, Duration.ofDays(7))
            .orElse(Duration.ofSeconds(window.seconds() / 7));
    RelaySettings.Safety safety =
        new RelaySettings.Safety(
            level(delivery.string("level")).orElse(SafetyLevel.CROSS_UNSAFE),
            window,
            warn.toSeconds());
    BigInteger feeMax =
        BigDecimal.valueOf(delivery.integer("fee-max-gwei", 1, 1_000_000).orElse(500L))
            .scaleByPowerOfTen(WEI_DIGITS)
            .toBigInteger();
    return new RelaySettings(
        chains,
        policy(root.section("filter")),
        safety,
        feeMax,
        timings(delivery),
        limits(delivery));
  }

  private static RelayTimings timings(ConfigSection section) throws ConfigException {
    RelayTimings standard = RelayTimings.STANDARD;
    return new RelayTimings(
        duration(section, "retry", standard.retry()),
        duration(section, "retry-max", standard.retryMax()),
        duration(section, "parked-retry", standard.parkedRetry()),
        duration(section, "parked-retry-max", standard.parkedRetryMax()),
        duration(section, "inclusion-poll", standard.poll()),
        duration(section, "resend-after", standard.resend()),
        duration(section, "bump-fee-after", standard.stuck()),
        duration(section, "cancel-after", standard.cancel()),
        standard.stale());
  }

  private static Duration duration(ConfigSection section, String key, Duration standard)
      throws ConfigException {
    return section.duration(key, Duration.ofMillis(10), Duration.ofDays(1)).orElse(standard);
  }

  private static RelayLimits limits(ConfigSection section) throws ConfigException {
    RelayLimits standard = RelayLimits.STANDARD;
    return new RelayLimits(
        count(section, "in-flight-per-chain", 1_000, standard.openSlotsMax()),
        count(section, "checks-at-once", 1_000, standard.queriesMax()),
        standard.attemptsMax(),
        count(section, "settle-blocks", 10_000, (int) standard.settleBlocks()),
        standard.forgetBlocks());
  }

  private static RelayPolicy policy(ConfigSection section) throws ConfigException {
    Set<ChainId> sources = chainIds(section, "sources");
    Set<ChainId> destinations = chainIds(section, "destinations");
    Set<Address20> targets = new HashSet<>();
    Setting<List<String>> texts = section.strings("targets");
    for (String text : texts.orElse(List.of())) {
      try {
        targets.add(Address20.parse(text));
      } catch (DecodingException e) {
        throw new ConfigException(texts.place() + ": " + e.getMessage(), e);
      }
    }
    boolean isOpen = sources.isEmpty() && destinations.isEmpty() && targets.isEmpty();
    return isOpen
        ? new RelayPolicy.Everything()
        : new RelayPolicy.Matching(sources, destinations, targets);
  }

  private static Set<ChainId> chainIds(ConfigSection section, String key) throws ConfigException {
    Set<ChainId> ids = new HashSet<>();
    Setting<List<String>> texts = section.strings(key);
    for (String text : texts.orElse(List.of())) {
      ids.add(chainId(texts.place(), text));
    }
    return ids;
  }

  private static RelayerConfig.Scan scan(ConfigSection section, RelaySettings settings)
      throws ConfigException {
    RelayerConfig.Scan standard = RelayerConfig.Scan.STANDARD;
    Duration window = Duration.ofSeconds(settings.safety().window().seconds());
    return new RelayerConfig.Scan(
        duration(section, "poll-interval", standard.poll()),
        section.duration("lookback", Duration.ZERO, Duration.ofDays(365)).orElse(window),
        count(section, "blocks-per-query", 100_000, standard.blocksPerQuery()),
        count(section, "pending-max", 10_000_000, standard.pendingMax()));
  }

  private static Optional<RelayerConfig.Listener> metrics(ConfigSection section)
      throws ConfigException {
    RelayerConfig.Listener listener =
        new RelayerConfig.Listener(
            section.string("host").orElse("127.0.0.1"),
            Math.toIntExact(section.integer("port", 0, 0xffff).orElse((long) METRICS_PORT)));
    return section.flag("enabled").orElse(true) ? Optional.of(listener) : Optional.empty();
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

  private static int count(ConfigSection section, String key, int max, int standard)
      throws ConfigException {
    return Math.toIntExact(section.integer(key, 1, max).orElse((long) standard));
  }

  private static Endpoint endpoint(ConfigSection section, String key) throws ConfigException {
    return new Endpoint(section.endpoint(key, SCHEMES).required().uri());
  }

  private static ChainId chainId(String place, String text) throws ConfigException {
    try {
      return ChainId.parse(text);
    } catch (DecodingException e) {
      throw new ConfigException(place + ": " + e.getMessage(), e);
    }
  }
}
