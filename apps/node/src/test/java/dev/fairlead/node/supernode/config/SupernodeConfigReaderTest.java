package dev.fairlead.node.supernode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SupernodeConfigReaderTest {
  private static final ChainId A = ChainId.of(901);
  private static final ChainId B = ChainId.of(902);
  private static final String CHAIN =
      "execution = \"http://127.0.0.1:1\"\nblock-time = 2\nactivation = 0\n";
  private static final String TWO_CHAINS = "[chains.901]\n" + CHAIN + "[chains.902]\n" + CHAIN;
  private static final String HEAD = "data-dir = \"d\"\n[dependency-set]\n";

  @TempDir Path folder;

  @Test
  void acceptsThePrintedExample() throws ConfigException {
    SupernodeConfig config = read(ExampleConfig.text());

    assertThat(config.dataDirectory()).isEqualTo(folder.resolve("supernode-data"));
    assertThat(config.chains().keySet()).containsExactly(A, B);
    assertThat(config.chains().get(A).execution().isWebSocket()).isTrue();
    assertThat(config.chains().get(B).minSafety().of(A)).isEqualTo(SafetyLevel.CROSS_SAFE);
    assertThat(config.chains().get(B).minSafety().of(B)).isEqualTo(SafetyLevel.CROSS_UNSAFE);
    assertThat(config.dependencySet().accepts(A, B)).isTrue();
  }

  @Test
  void printedExampleShowsTheDefaults() throws ConfigException {
    SupernodeConfig shown = read(ExampleConfig.text());
    SupernodeConfig silent = read(HEAD + "dependencies = [901, 902]\n" + TWO_CHAINS);

    assertThat(shown.limits()).isEqualTo(silent.limits()).isEqualTo(SupernodeLimits.DEFAULT);
    assertThat(shown.rpc()).isEqualTo(silent.rpc());
    assertThat(shown.metrics()).isEqualTo(silent.metrics());
    assertThat(shown.dependencySet()).isEqualTo(silent.dependencySet());
    assertThat(shown.chains().get(A).minSafety()).isEqualTo(silent.chains().get(A).minSafety());
  }

  @Test
  void absentAcceptsMeansTheWholeSetAndAListNarrowsIt() throws ConfigException {
    SupernodeConfig config =
        read(
            HEAD
                + "dependencies = [901, 902]\n[chains.901]\n"
                + CHAIN
                + "accepts = []\n[chains.902]\n"
                + CHAIN);

    assertThat(config.dependencySet().sources(A)).containsExactly(A);
    assertThat(config.dependencySet().sources(B)).containsExactly(A, B);
  }

  @Test
  void unfollowedTransitiveDependency_start_failsPrintingThePath() {
    String text =
        HEAD
            + "dependencies = [901, 902, 903]\n[chains.901]\n"
            + CHAIN
            + "accepts = [902]\n[chains.902]\n"
            + CHAIN
            + "accepts = [903]\n";

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining("chain 903 must be followed too")
        .withMessageContaining("901 accepts 902 accepts 903");
  }

  @Test
  void memberThatNobodyDependsOnNeedNotBeFollowed() throws ConfigException {
    SupernodeConfig config =
        read(
            HEAD
                + "dependencies = [901, 902, 903]\n[chains.901]\n"
                + CHAIN
                + "accepts = [902]\n[chains.902]\n"
                + CHAIN
                + "accepts = [901]\n");

    assertThat(config.dependencySet().members()).containsExactly(A, B);
  }

  @Test
  void readsTheJsonFormOfUpstreamIgnoringInnerKeys() throws ConfigException, IOException {
    SupernodeConfig config =
        readWithFile(
            """
            {"dependencies":{"901":{"chainIndex":"901","activationTime":0},"902":{}},
             "overrideMessageExpiryWindow":3600}
            """);

    assertThat(config.dependencySet().members()).containsExactly(A, B);
    assertThat(config.dependencySet().expiryWindow()).isEqualTo(new ExpiryWindow(3600));
  }

  @Test
  void readsTheTomlFormOfUpstreamIgnoringInnerKeys() throws ConfigException, IOException {
    SupernodeConfig config =
        readWithFile(
            """
            override_message_expiry_window = 3600
            [dependencies]
            [dependencies.901]
            chainIndex = "901"
            [dependencies.902]
            """);

    assertThat(config.dependencySet().members()).containsExactly(A, B);
    assertThat(config.dependencySet().expiryWindow()).isEqualTo(new ExpiryWindow(3600));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"dependencies":{"901":{},"902":{}}}
          {"dependencies":{"901":{},"902":{}},"overrideMessageExpiryWindow":0}
          {"dependencies":{"901":{},"902":{}},"overrideMessageExpiryWindow":604800}
          """)
  void absentOrZeroOverrideIsTheProtocolsWindow(String file) throws ConfigException, IOException {
    assertThat(readWithFile(file).dependencySet().expiryWindow()).isEqualTo(ExpiryWindow.STANDARD);
  }

  @Test
  void t12_overrideAboveTheProtocolsWindowIsRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() ->
            readWithFile(
                "{\"dependencies\":{\"901\":{},\"902\":{}},"
                    + "\"overrideMessageExpiryWindow\":604801}"))
        .withMessageContaining("set")
        .withMessageContaining("604801");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() ->
            read(
                HEAD
                    + "dependencies = [901, 902]\noverride-message-expiry-window = 604801\n"
                    + TWO_CHAINS))
        .withMessageContaining("override-message-expiry-window");
  }

  @Test
  void chainIdsAboveSixtyFourBitsAreFine() throws ConfigException {
    String large = "18446744073709551635";
    SupernodeConfig config =
        read(
            HEAD
                + "dependencies = [\""
                + large
                + "\", 902]\n[chains."
                + large
                + "]\n"
                + CHAIN
                + "[chains.902]\n"
                + CHAIN);

    assertThat(config.chains().lastKey()).isEqualTo(ChainId.of(new BigInteger(large)));
    assertThat(config.dependencySet().accepts(B, ChainId.of(new BigInteger(large)))).isTrue();
  }

  @Test
  void adminListenerOpensOnlyWithASecret() throws ConfigException, IOException {
    String text = HEAD + "dependencies = [901, 902]\n" + TWO_CHAINS;
    String withSecret = text + "[rpc]\nadmin-secret-file = \"jwt.hex\"\n";
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(withSecret))
        .withMessageContaining("jwt.hex: no such file");
    Files.writeString(folder.resolve("jwt.hex"), "0123\n");

    RpcListeners.Admin admin = read(withSecret).rpc().admin().orElseThrow();

    assertThat(read(text).rpc().admin()).isEmpty();
    assertThat(admin.listener()).isEqualTo(Listener.loopback(8561));
    assertThat(admin.secret().reveal()).isEqualTo("0123");
    assertThat(admin.toString()).doesNotContain("0123");
  }

  @Test
  void readsLimits() throws ConfigException {
    SupernodeConfig config =
        read(
            HEAD
                + "dependencies = [901, 902]\n"
                + TWO_CHAINS
                + "[limits]\npoll-interval = \"250ms\"\nrequests-per-chain = 3\n");

    assertThat(config.limits().pollInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.limits().requestsPerChain()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          block-time = 2          | block-time = 0             | chains.901.block-time
          activation = 0          | activation = -1            | chains.901.activation
          activation = 0          | #                          | chains.901.activation
          http://127.0.0.1:1      | ftp://127.0.0.1:1          | chains.901.execution
          activation = 0          | activation = 0\\nmin-safety = "invalid" | chains.901.min-safety
          activation = 0          | activation = 0\\ntrust = true   | chains.901.trust
          activation = 0          | activation = 0\\naccepts = [904] | 904
          chains.901              | chains.x901                | x901
          chains.901              | chains.904                 | 904
          """)
  void complaintNamesTheKey(String written, String mistake, String named) {
    String text =
        (HEAD + "dependencies = [901, 902]\n" + TWO_CHAINS)
            .replaceFirst(
                java.util.regex.Pattern.quote(written),
                java.util.regex.Matcher.quoteReplacement(mistake.replace("\\n", "\n")));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining(named)
        .withMessageNotContaining("\n");
  }

  @Test
  void complaintNamesTheLine() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() ->
            read(
                (HEAD + "dependencies = [901, 902]\n" + TWO_CHAINS)
                    .replaceFirst("block-time = 2", "block-time = \"two\"")))
        .withMessageContaining(":6:");
  }

  private SupernodeConfig readWithFile(String dependencySet) throws ConfigException, IOException {
    Files.writeString(folder.resolve("set"), dependencySet);
    return read(HEAD + "file = \"set\"\n" + TWO_CHAINS);
  }

  private SupernodeConfig read(String text) throws ConfigException {
    return SupernodeConfigReader.read(
        TomlConfig.parse(text, folder.resolve("supernode.toml"), Map.of(), Map.of()));
  }
}
