package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomlConfigTest {
  private static final Path FILE = Path.of("/etc/fairlead/node.toml");

  private static TomlConfig parse(String text) throws ConfigException {
    return TomlConfig.parse(text, FILE, Map.of(), Map.of());
  }

  @Test
  void readsEveryType() throws ConfigException {
    ConfigSection root =
        parse(
                """
                data-dir = "data"
                [rpc]
                port = 8560
                open = true
                idle = "90s"
                accepts = [901, "902"]
                """)
            .root();

    ConfigSection rpc = root.section("rpc");
    assertThat(root.path("data-dir").required()).isEqualTo(Path.of("/etc/fairlead/data"));
    assertThat(rpc.integer("port", 0, 65535).required()).isEqualTo(8560);
    assertThat(rpc.flag("open").required()).isTrue();
    assertThat(rpc.duration("idle", Duration.ZERO, Duration.ofDays(1)).required())
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(rpc.strings("accepts").required()).containsExactly("901", "902");
    assertThat(rpc.integer("absent", 0, 1).orElse(1L)).isEqualTo(1);
    assertThat(rpc.string("absent").optional()).isEmpty();
  }

  @Test
  void complaintNamesFileLineColumnAndKey() throws ConfigException {
    ConfigSection chain =
        parse("\n[chains.901]\nblock-time = \"two\"\n").root().section("chains").section("901");

    assertThatThrownBy(() -> chain.integer("block-time", 1, 3600))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "/etc/fairlead/node.toml:3:1: chains.901.block-time: expected a whole number from 1 to"
                + " 3600, found \"two\"");
    assertThatThrownBy(() -> chain.string("execution").required())
        .hasMessage("/etc/fairlead/node.toml: chains.901.execution is required");
  }

  @Test
  void refusesNumberOutsideItsRange() throws ConfigException {
    ConfigSection root = parse("a = 0\nb = 65536\nc = 1.5\nd = \"9d\"").root();

    assertThatThrownBy(() -> root.integer("a", 1, 9)).hasMessageContaining(":1:1: a: expected");
    assertThatThrownBy(() -> root.integer("b", 1, 65535)).hasMessageContaining("found 65536");
    assertThatThrownBy(() -> root.integer("c", 1, 9)).hasMessageContaining("found 1.5");
    assertThatThrownBy(() -> root.duration("d", Duration.ZERO, Duration.ofDays(7)))
        .hasMessageContaining("from 0s to 604800s");
  }

  @Test
  void refusesUnknownKeys_namingAllWithTheirLines() throws ConfigException {
    TomlConfig config = parse("a = 1\nextra = 2\n[rpc]\nprot = 3\n[other]\nx = 1\n");
    config.root().integer("a", 0, 9);
    config.root().section("rpc").integer("port", 0, 9);

    assertThatThrownBy(config::refuseUnknown)
        .hasMessage(
            "/etc/fairlead/node.toml: unknown key extra (line 2), other (line 5), rpc.prot"
                + " (line 4)");
  }

  @Test
  void acceptsWhenEveryKeyWasAskedFor() throws ConfigException {
    TomlConfig config = parse("a = 1\n[t]\nb = 2\n");
    config.root().integer("a", 0, 9);
    config.root().section("t").integer("b", 0, 9);

    config.refuseUnknown();
  }

  @Test
  void flagBeatsEnvironmentBeatsFile() throws ConfigException {
    Map<String, String> environment =
        Map.of("FAIRLEAD_RPC_PORT", "2", "FAIRLEAD_RPC_LISTEN", "::1");
    ConfigSection rpc =
        TomlConfig.parse("[rpc]\nport = 1\n", FILE, environment, Map.of("rpc.port", "3"))
            .root()
            .section("rpc");

    assertThat(rpc.integer("port", 0, 9).required()).isEqualTo(3);
    assertThat(rpc.string("listen").required()).isEqualTo("::1");
  }

  @Test
  void wrongEnvironmentValue_namesTheVariable() throws ConfigException {
    ConfigSection root =
        TomlConfig.parse("", FILE, Map.of("FAIRLEAD_DATA_DIR", " "), Map.of()).root();

    assertThatThrownBy(() -> root.string("data-dir"))
        .hasMessageContaining("FAIRLEAD_DATA_DIR: expected text");
  }

  @Test
  void neverPrintsSecretsOrAddresses() throws ConfigException {
    ConfigSection root = parse("key = 5432109\nurl = \"hxxp://user:pw@host/token\"").root();
    ConfigSection good = parse("key = \"k3y\"\nurl = \"https://user:pw@host:1/token\"").root();

    assertThatThrownBy(() -> root.secret("key")).message().doesNotContain("5432109");
    assertThatThrownBy(() -> root.endpoint("url", Set.of("http", "https")))
        .hasMessageContaining("http:// or https://")
        .message()
        .doesNotContain("pw", "token");
    assertThat(good.secret("key").required()).hasToString("(secret)");
    Endpoint endpoint = good.endpoint("url", Set.of("https")).required();
    assertThat(endpoint).hasToString("https://host:1");
    assertThat(endpoint.uri().getPath()).isEqualTo("/token");
  }

  @Test
  void mapsValuesToTypesOfTheCaller() throws ConfigException {
    ConfigSection root = parse("level = \"saef\"").root();

    assertThatThrownBy(
            () -> root.string("level").map("safe or finalized", text -> Optional.<Integer>empty()))
        .hasMessage("/etc/fairlead/node.toml:1:1: level: expected safe or finalized, found saef");
  }

  @Test
  void brokenSyntax_namesLineAndColumn() {
    assertThatThrownBy(() -> parse("a = 1\nb = = 2\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("/etc/fairlead/node.toml:2:5: ");
  }

  @Test
  void keyInPlaceOfTable_isRefused() throws ConfigException {
    ConfigSection root = parse("rpc = 5\n").root();

    assertThatThrownBy(() -> root.section("rpc"))
        .hasMessageContaining("rpc: expected a table, found 5");
  }

  @Test
  void missingFileAndWrongEncoding_areOneLine(@TempDir Path folder) throws Exception {
    Path binary = Files.write(folder.resolve("b.toml"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> TomlConfig.read(folder.resolve("no.toml"), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> TomlConfig.read(binary, Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("UTF-8");
  }
}
