package dev.fairlead.node.relayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.opstack.relay.RelayLimits;
import dev.fairlead.opstack.relay.RelayPolicy;
import dev.fairlead.opstack.relay.RelayTimings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayerConfigTest {
  private static final String KEY =
      "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
  private static final Map<String, String> ENVIRONMENT = Map.of("RELAYER_PRIVATE_KEY", KEY);

  @TempDir Path folder;

  @Test
  void printedConfigurationIsCompleteAndShowsTheDefaults() throws Exception {
    RelayerConfig config = read(ExampleConfig.text());

    assertThat(config.dataDirectory()).isEqualTo(folder.resolve("relayer-data"));
    assertThat(config.endpoints().chains().keySet())
        .containsExactly(ChainId.of(901), ChainId.of(902));
    assertThat(config.key().address()).hasToString("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    assertThat(config.settings().policy()).isEqualTo(new RelayPolicy.Everything());
    assertThat(config.settings().safety().level()).isEqualTo(SafetyLevel.CROSS_UNSAFE);
    assertThat(config.settings().timings()).isEqualTo(RelayTimings.STANDARD);
    assertThat(config.settings().limits()).isEqualTo(RelayLimits.STANDARD);
    assertThat(config.scan()).isEqualTo(RelayerConfig.Scan.STANDARD);
    assertThat(config.metrics()).contains(new RelayerConfig.Listener("127.0.0.1", 7301));
    RelayerConfig shortest = read(minimal(""));
    assertThat(shortest.settings()).isEqualTo(config.settings());
    assertThat(shortest.scan()).isEqualTo(config.scan());
  }

  @Test
  void readsFilters() throws Exception {
    RelayerConfig config =
        read(minimal("[filter]\nsources = [901]\ntargets = [\"0x" + "11".repeat(20) + "\"]\n"));

    assertThat(config.settings().policy())
        .isInstanceOfSatisfying(
            RelayPolicy.Matching.class,
            policy -> {
              assertThat(policy.sources()).containsExactly(ChainId.of(901));
              assertThat(policy.destinations()).isEmpty();
              assertThat(policy.targets()).hasSize(1);
            });
  }

  @Test
  void lookbackIsTheWindowUnlessSaidOtherwise() throws Exception {
    RelayerConfig config = read(minimal("[delivery]\nmessage-expiry-window = 3600\n"));

    assertThat(config.scan().lookback()).isEqualTo(Duration.ofHours(1));
    assertThat(config.settings().safety().warnSeconds()).isEqualTo(3600 / 7);
  }

  @ParameterizedTest
  @CsvSource({
    "level = \"safest\",delivery.level",
    "message-expiry-window = 604801,delivery.message-expiry-window",
    "fee-max-gwei = 0,delivery.fee-max-gwei",
    "retry = \"soon\",delivery.retry",
    "surprise = 1,surprise"
  })
  void refusesWrongValuesWithTheirPlace(String line, String place) {
    assertThatThrownBy(() -> read(minimal("[delivery]\n" + line + "\n")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(place);
  }

  @Test
  void refusesConfigurationWithoutChainsOrWithTwoKeys() {
    assertThatThrownBy(() -> read("data-dir = \"d\"\nsupernode = \"http://localhost:1\"\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("chains");
    assertThatThrownBy(() -> read(minimal("[key]\nenvironment = \"A\"\nkeystore = \"b\"\n", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("either environment or keystore");
    assertThatThrownBy(() -> read(minimal("[key]\nkeystore = \"b\"\n", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("password");
  }

  @Test
  void neverShowsAKey() {
    Map<String, String> broken = Map.of("RELAYER_PRIVATE_KEY", KEY + "ff");

    assertThatThrownBy(() ->
            RelayerConfigReader.read(
                TomlConfig.parse(minimal(""), file(), broken, Map.of()), broken))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("RELAYER_PRIVATE_KEY")
        .hasMessageNotContaining("ac0974");
    assertThatThrownBy(() ->
            RelayerConfigReader.read(
                TomlConfig.parse(minimal(""), file(), Map.of(), Map.of()), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("RELAYER_PRIVATE_KEY is not set");
  }

  @Test
  void opensAKeyFileWithAPasswordFile() throws Exception {
    Files.writeString(folder.resolve("password"), "testpassword\n");
    Files.writeString(
        folder.resolve("key.json"),
        """
        {"crypto":{"cipher":"aes-128-ctr",
        "cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
        "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
        "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
        "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
        """);

    RelayerConfig config =
        read(minimal("[key]\nkeystore = \"key.json\"\npassword-file = \"password\"\n", ""));

    assertThat(config.key().address()).hasToString("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b");
  }

  private RelayerConfig read(String text) throws ConfigException {
    return RelayerConfigReader.read(
        TomlConfig.parse(text, file(), ENVIRONMENT, Map.of()), ENVIRONMENT);
  }

  private Path file() {
    return folder.resolve("relayer.toml");
  }

  private static String minimal(String more) {
    return minimal("[key]\nenvironment = \"RELAYER_PRIVATE_KEY\"\n", more);
  }

  private static String minimal(String key, String more) {
    return """
    data-dir = "relayer-data"
    supernode = "http://127.0.0.1:8560"
    [chains.901]
    execution = "http://127.0.0.1:9545"
    [chains.902]
    execution = "http://127.0.0.1:9546"
    """
        + key
        + more;
  }
}
