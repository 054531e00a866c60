package dev.fairlead.node.lab;

import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.ConfigSection;
import dev.fairlead.node.config.SmallFile;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.simulator.adversary.Adversaries;
import dev.fairlead.simulator.network.Latency;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.simulator.world.Machines;
import dev.fairlead.simulator.world.MixedMachines;
import dev.fairlead.simulator.world.RoleMachines;
import dev.fairlead.simulator.world.World;
import dev.fairlead.simulator.world.WorldSettings;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A scenario of the laboratory as a TOML file; docs/lab.md lists its keys. */
final class ScenarioFile {
  private static final long COUNT_MAX = 100_000;
  private static final long NODES_MAX = 2_000;
  private static final long MESSAGE_BYTES_MAX = 1 << 19;
  private static final long COUNTED_BYTES_MAX = 1 << 20; // where one byte stands for many
  private static final long BODY_UNIT_MAX = 1_024;
  private static final long THREAD_GAP_MAX = 1_000;
  private static final long BANDWIDTH_MAX = 1L << 40;
  private static final long PERMILLE = 1_000;
  private static final Duration LATENCY_MAX = Duration.ofSeconds(10);

  private final TomlConfig file;

  private ScenarioFile(TomlConfig file) {
    this.file = file;
  }

  /**
   * A scenario.
   *
   * @param settings of the world
   * @param strategy of its nodes
   * @param adversaries who breaks the rules
   */
  record Scenario(WorldSettings settings, DeliveryStrategy strategy, Adversaries adversaries) {
    /** The world that grows from a seed. */
    World world(long seed) {
      RoleMachines all = RoleMachines.counting(strategy, settings.traffic().bodyUnit());
      boolean isAssumed = settings.isAvailabilityAssumed();
      Machines honest = isAssumed ? all.withoutChunks() : all;
      return new World(settings, new MixedMachines(honest, adversaries), seed);
    }
  }

  /** Reads a file; complaints name line and column. */
  static Scenario read(Path path) throws ConfigException {
    String text = SmallFile.read(path, "the scenario");
    TomlConfig file = TomlConfig.parse(text, path, Map.of(), Map.of());
    Scenario scenario = new ScenarioFile(file).scenario();
    file.refuseUnknown();
    return scenario;
  }

  private Scenario scenario() throws ConfigException {
    DeliveryStrategy strategy =
        file.root()
            .string("strategy")
            .map("\"sending\", \"relayed\", \"both\" or \"receiving\"", ScenarioFile::strategy)
            .orElse(new DeliveryStrategy.Sending());
    int slots = (int) (long) file.root().integer("slots", 1, COUNT_MAX).required();
    boolean isCaching = file.root().flag("caching").orElse(true);
    WorldSettings settings =
        new WorldSettings(
            slots,
            crowd(),
            traffic(),
            network(),
            relay(),
            faults(),
            isCaching,
            isAvailabilityAssumed());
    Adversaries adversaries =
        AdversaryKeys.read(file.root().section("adversaries"), settings.crowd());
    return new Scenario(settings, strategy, adversaries);
  }

  private boolean isAvailabilityAssumed() throws ConfigException {
    return file.root()
        .string("availability")
        .map("\"real\" or \"assumed\"", ScenarioFile::isAssumed)
        .orElse(false);
  }

  private static Optional<Boolean> isAssumed(String name) {
    return switch (name) {
      case "real" -> Optional.of(false);
      case "assumed" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  /** Without validators there is no world: nobody finds the collators of another para (S0). */
  private static Optional<DeliveryStrategy> strategy(String name) {
    return switch (name) {
      case "sending" -> Optional.of(new DeliveryStrategy.Sending());
      case "relayed" -> Optional.of(new DeliveryStrategy.Relayed());
      case "both" -> Optional.of(new DeliveryStrategy.Both());
      case "receiving" -> Optional.of(new DeliveryStrategy.Receiving());
      default -> Optional.empty();
    };
  }

  private WorldSettings.Crowd crowd() throws ConfigException {
    ConfigSection crowd = file.root().section("crowd");
    int validators = (int) (long) crowd.integer("validators", 1, NODES_MAX).required();
    int paras = (int) (long) crowd.integer("paras", 2, NODES_MAX).required();
    return new WorldSettings.Crowd(
        validators,
        count(crowd, "group-size", 1, validators, Math.min(5, validators)),
        paras,
        count(crowd, "collators-per-para", 1, 100, 3),
        new WorldSettings.Threads(
            count(crowd, "threads", 0, paras, 0),
            count(crowd, "thread-gap-blocks", 1, THREAD_GAP_MAX, 10)),
        crowd.flag("hidden-collators").orElse(false));
  }

  private Traffic traffic() throws ConfigException {
    ConfigSection traffic = file.root().section("traffic");
    Traffic.Pattern pattern =
        traffic
            .string("pattern")
            .map("\"ring\", \"all\" or \"many-to-one\"", ScenarioFile::pattern)
            .orElse(Traffic.Pattern.RING);
    int unit = count(traffic, "body-unit", 1, BODY_UNIT_MAX, 1);
    return new Traffic(
        pattern,
        count(
            traffic, "message-bytes", 1, unit == 1 ? MESSAGE_BYTES_MAX : COUNTED_BYTES_MAX, 1_024),
        count(traffic, "every-blocks", 1, COUNT_MAX, 1),
        count(traffic, "until-relay-block", 0, COUNT_MAX, 0),
        unit);
  }

  private static Optional<Traffic.Pattern> pattern(String name) {
    return switch (name) {
      case "ring" -> Optional.of(Traffic.Pattern.RING);
      case "all" -> Optional.of(Traffic.Pattern.ALL);
      case "many-to-one" -> Optional.of(Traffic.Pattern.MANY_TO_ONE);
      default -> Optional.empty();
    };
  }

  private NetworkSettings network() throws ConfigException {
    ConfigSection network = file.root().section("network");
    Duration least =
        network.duration("latency", Duration.ZERO, LATENCY_MAX).orElse(Duration.ofMillis(50));
    Duration tail =
        network.duration("latency-tail", Duration.ZERO, LATENCY_MAX).orElse(Duration.ZERO);
    return new NetworkSettings(
        new Latency.Tailed(least.toNanos(), tail.toNanos()),
        network.integer("bytes-per-second", 0, BANDWIDTH_MAX).orElse(0L),
        share(network, "loss-permille"),
        share(network, "duplicate-permille"),
        share(network, "reorder-permille"));
  }

  private RelaySchedule relay() throws ConfigException {
    ConfigSection relay = file.root().section("relay");
    int lag = count(relay, "finality-lag", 1, 100, 2);
    int stallEvery = count(relay, "stall-every-slots", 0, COUNT_MAX, 0);
    return new RelaySchedule(
        lag,
        count(relay, "fork-every-slots", 0, COUNT_MAX, 0),
        count(relay, "fork-depth", 0, lag, 0),
        stallEvery,
        count(relay, "stall-slots", 0, Math.max(0, stallEvery - 1), 0),
        count(relay, "faults-until-slot", 0, COUNT_MAX, 0),
        count(relay, "session-blocks", 0, COUNT_MAX, 0));
  }

  private WorldSettings.Faults faults() throws ConfigException {
    ConfigSection faults = file.root().section("faults");
    return new WorldSettings.Faults(
        count(faults, "crash-every-slots", 0, COUNT_MAX, 0),
        count(faults, "down-slots", 1, COUNT_MAX, 1),
        count(faults, "partition-every-slots", 0, COUNT_MAX, 0),
        count(faults, "partition-slots", 1, COUNT_MAX, 1),
        share(faults, "partition-permille"),
        count(faults, "until-slot", 0, COUNT_MAX, 0));
  }

  private static double share(ConfigSection section, String key) throws ConfigException {
    return section.integer(key, 0, PERMILLE).orElse(0L) / (double) PERMILLE;
  }

  private static int count(ConfigSection section, String key, long min, long max, long absent)
      throws ConfigException {
    return (int) (long) section.integer(key, min, max).orElse(absent);
  }
}
