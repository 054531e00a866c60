package dev.fairlead.node.supernode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.http.JwtGuard;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.supernode.config.Listener;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import dev.fairlead.node.supernode.source.RpcChainFeed;
import dev.fairlead.opstack.access.AccessListCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The listeners, on a supernode whose chains are silent. */
final class SupernodeServerTest {
  private static final String PORTS = "[rpc]\nport = 0\n[metrics]\nport = 0\n";

  private final HttpClient client = HttpClient.newHttpClient();
  private JwtGuard guard;
  private Supernode supernode;
  private SupernodeServer server;

  @BeforeEach
  void start() throws Exception {
    SupernodeConfig config = SampleWorld.config(PORTS);
    Metrics metrics = new Metrics(SupernodeMetricNames.all());
    SupernodeCounters counters =
        new SupernodeCounters(metrics, config.chains().keySet(), RpcChainFeed.FAILURE_KINDS);
    supernode =
        new Supernode(
            config,
            new InMemoryStores(log -> log),
            new SupernodePorts(
                _ -> new ScriptedFeed(List.of()),
                ReportingAuthority::new,
                Throwable::printStackTrace),
            counters);
    supernode.showIn(metrics);
    supernode.start();
    Health health = new Health();
    supernode.reportTo(health);
    guard = JwtGuard.ofHexSecret("11".repeat(32), InstantSource.system());
    server =
        SupernodeServer.start(supernode, health)
            .withMetrics(supernode, metrics)
            .withAdmin(supernode, Listener.loopback(0), guard);
  }

  @AfterEach
  void end() {
    server.close();
    supernode.close();
    client.close();
  }

  @Test
  void tenMegabyteList_isRefusedBeforeItIsParsed() throws Exception {
    String list = "\"0x" + "01".repeat(32) + "\",";
    String body = check("[" + list.repeat(10_000_000 / list.length()) + "\"0x\"]");

    HttpResponse<String> answer = post(0, body, "");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Json.parse(answer.body()).path("error").path("message").stringValue())
        .contains("larger than 1048576 bytes");
  }

  @Test
  void thousandsOfGroups_areBoundedWork() throws Exception {
    String group =
        AccessListCodec.encode(SampleWorld.access(12, 1024)).stream()
            .map(key -> "\"" + key + "\"")
            .collect(Collectors.joining(","));
    String most = String.join(",", Collections.nCopies(4096, group));
    long before = System.nanoTime();

    JsonNode answered = Json.parse(post(0, check("[" + most + "]"), "").body());
    JsonNode refused = Json.parse(post(0, check("[" + most + "," + group + "]"), "").body());

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(answered.path("error").path("code").intValue()).isEqualTo(-320400);
    assertThat(answered.path("error").path("data").path("group").intValue()).isZero();
    assertThat(refused.path("error").path("data").path("code").stringValue())
        .isEqualTo("too-many-groups");
  }

  @Test
  void adminMethods_needATokenAndAreNotOnTheOpenPort() throws Exception {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"admin_setFailsafeEnabled\",\"params\":[true]}";

    assertThat(post(2, call, "").statusCode()).isEqualTo(401);
    assertThat(post(0, call, "").body()).contains("-32601");
    assertThat(supernode.failsafe().isEnabled()).isFalse();
    assertThat(post(2, call, guard.issueToken()).body()).contains("\"result\":null");
    assertThat(supernode.failsafe().isEnabled()).isTrue();
    assertThat(post(0, check("[]"), "").body()).contains("-320602");
  }

  @Test
  void pages_tellThatChainsAreNotFilledYet() throws Exception {
    assertThat(get(0, "/livez").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = get(0, "/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("back_filling").contains("chain 901");
    assertThat(get(0, "/health").body()).contains("not-ready");
  }

  @Test
  void metrics_startAtZeroWithAllTheirSeries() throws Exception {
    String page = get(1, "/metrics").body();

    assertThat(page)
        .contains("supernode_interop_invalidations_total{chain_id=\"901\"} 0.0")
        .contains("supernode_interop_round_decisions_total{decision=\"rewind\"} 0.0")
        .contains("op_interop_filter_default_check_access_list_total{success=\"false\"} 0.0")
        .contains(
            "op_interop_filter_default_check_access_list_rejections_total{reason=\"cycle\"} 0.0")
        .contains("op_interop_filter_default_reorg_detected_total{chain_id=\"903\"} 0.0")
        .contains("supernode_interop_activity_state 1.0")
        .contains("fairlead_source_failures_total{chain_id=\"902\",kind=\"wrong-chain\"} 0.0")
        .contains("fairlead_safe_lane_awaits{awaited=\"back-fill\",chain_id=\"901\"} 1.0");
    assertThat(get(0, "/metrics").statusCode()).isEqualTo(404);
  }

  private static String check(String keys) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"interop_checkAccessList\",\"params\":["
        + keys
        + ",\"unsafe\",{\"chainID\":\"902\",\"timestamp\":\"0x408\"}]}";
  }

  private HttpResponse<String> post(int listener, String body, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(listener, "/")).POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(int listener, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(listener, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(int listener, String path) {
    return URI.create("http://127.0.0.1:" + server.ports().get(listener) + path);
  }
}
