package dev.fairlead.node.supernode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeConfigReader;
import dev.fairlead.node.supernode.source.ChainIdCheck;
import dev.fairlead.node.supernode.source.GenesisCheck;
import dev.fairlead.node.supernode.source.RpcChainFeed;
import dev.fairlead.opstack.follow.FollowEffect;
import dev.fairlead.opstack.follow.FollowInput;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint that answers with a web page, as gateways do when the client behind them is gone. */
final class HtmlUpstreamTest {
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page = "<html><body>502 Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void webPageForAnAnswer_isNamedAndTellsTheMachineNothing() throws Exception {
    SupernodeConfig config = config();
    List<FollowInput> told = new CopyOnWriteArrayList<>();
    List<Throwable> failures = new CopyOnWriteArrayList<>();

    try (RpcChainFeed feed =
        new RpcChainFeed(
            config.chains().firstEntry().getValue(),
            config.limits(),
            GenesisCheck.NONE,
            SampleWorld.counters(config),
            failures::add)) {
      feed.start(told::add);
      await().until(() -> feed.trouble().isPresent());

      assertThat(feed.trouble().orElseThrow())
          .contains("http://127.0.0.1:" + server.getAddress().getPort())
          .contains("text/html")
          .contains("502 Bad Gateway");
      assertThat(told).isEmpty();
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void workerThatEndsByAnError_isTold_soThatTheNodeCanEnd() throws Exception {
    SupernodeConfig config = config();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    IllegalStateException error = new IllegalStateException("the loop has ended");

    try (RpcChainFeed feed =
        new RpcChainFeed(
            config.chains().firstEntry().getValue(),
            config.limits(),
            GenesisCheck.NONE,
            SampleWorld.counters(config),
            failures::add)) {
      feed.start(_ -> {
        throw error;
      });
      feed.fetch(new FollowEffect.FetchLinks(1, List.of(1L)));

      await().until(() -> failures.contains(error));
    }
  }

  @Test
  void startDoesNotWaitForAnEndpointThatDoesNotAnswerYet() throws Exception {
    ChainIdCheck.demand(config(), GenesisCheck.NONE);
  }

  private SupernodeConfig config() throws ConfigException {
    return SupernodeConfigReader.read(
        TomlConfig.parse(
            """
            data-dir = "d"
            [dependency-set]
            dependencies = [901]
            [chains.901]
            execution = "http://127.0.0.1:%d"
            block-time = 2
            activation = 0
            [limits]
            retry-delay-max = "200ms"
            """
                .formatted(server.getAddress().getPort()),
            Path.of("x.toml"),
            Map.of(),
            Map.of()));
  }
}
