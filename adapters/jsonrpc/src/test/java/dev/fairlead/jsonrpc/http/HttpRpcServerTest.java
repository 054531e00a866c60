package dev.fairlead.jsonrpc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.jsonrpc.RpcHandler;
import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcReply;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class HttpRpcServerTest {
  private static final RpcHandler ECHO =
      (request, session) -> RpcReply.result(request.params().json());
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"echo\",\"params\":[1]}";
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":[1]}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private HttpRpcServer server;

  @AfterEach
  void stop() {
    client.close();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void answersAPostedCall() throws Exception {
    start(HttpRpcOptions.loopback(0));

    HttpResponse<String> response = post(CALL);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
    assertThat(response.body()).isEqualTo(ANSWER);
  }

  @Test
  void answersANotificationWithoutContent() throws Exception {
    start(HttpRpcOptions.loopback(0));

    HttpResponse<String> response = post("{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void malformedText_isAParseError() throws Exception {
    start(HttpRpcOptions.loopback(0));

    assertThat(post("").body()).contains("-32700");
    assertThat(post("<html>").body()).contains("-32700");
    assertThat(
            client
                .send(
                    request("/")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'"', -1, '"'}))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .body())
        .contains("-32700", "UTF-8");
  }

  @Test
  void bodyOverTheLimit_isRefusedBeforeItIsRead() throws Exception {
    start(HttpRpcOptions.loopback(0).withLimits(RpcLimits.DEFAULT.withMessageBytesMax(1000)));

    try (RawHttp raw = new RawHttp(server.port())) {
      raw.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000000\r\n\r\n{");

      assertThat(raw.readToEnd())
          .contains("413", "-32600", "the request is larger than 1000 bytes");
    }
  }

  @Test
  void bodyOfUnknownLengthOverTheLimit_isRefused() throws Exception {
    start(HttpRpcOptions.loopback(0).withLimits(RpcLimits.DEFAULT.withMessageBytesMax(1000)));

    try (RawHttp raw = new RawHttp(server.port())) {
      raw.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      raw.send("1000\r\n" + " ".repeat(0x1000) + "\r\n");

      assertThat(raw.readTo("bytes\"}}")).contains("413", "larger than 1000 bytes");
    }
  }

  @Test
  void tenMegabytes_areRefusedWithOneError() throws Exception {
    start(HttpRpcOptions.loopback(0));

    HttpResponse<String> response = post("[" + "0,".repeat(5_000_000) + "0]");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).hasSizeLessThan(200).contains("-32600", "larger than 5242880");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200",
    "LOCALHOST:8560,200",
    "127.0.0.1:1,200",
    "10.1.2.3,200",
    "[::1]:8560,200",
    "node.example.org,200",
    "evil.example.com,403",
    "localhost.evil.com:80,403",
    "127.0.0.1.evil.com,403",
  })
  void hostHeader_mustNameThisListener(String host, int status) throws Exception {
    start(HttpRpcOptions.loopback(0).withAllowedHosts(Set.of("node.example.org")));

    assertThat(statusOf("Host: " + host + "\r\n")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000,200",
    "http://127.0.0.1,200",
    "https://evil.example.com,403",
    "null,403",
  })
  void pagesOfForeignSites_mayNotCall(String origin, int status) throws Exception {
    start(HttpRpcOptions.loopback(0));

    assertThat(statusOf("Host: localhost\r\nOrigin: " + origin + "\r\n")).isEqualTo(status);
  }

  @Test
  void withCors_everyPageMayCallAfterAskingFirst() throws Exception {
    start(HttpRpcOptions.loopback(0).withCors());

    try (RawHttp raw = new RawHttp(server.port())) {
      raw.send(
          String.join(
              "\r\n",
              "OPTIONS / HTTP/1.1",
              "Host: localhost",
              "Origin: https://wallet.example",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Headers: content-type,x-wallet",
              "",
              ""));

      assertThat(raw.readTo("\r\n\r\n"))
          .contains(
              "204",
              "Access-Control-Allow-Origin: *",
              "Access-Control-Allow-Methods: POST",
              "Access-Control-Allow-Headers: content-type,x-wallet");
    }
    assertThat(statusOf("Host: localhost\r\nOrigin: https://wallet.example\r\n")).isEqualTo(200);
  }

  @Test
  void guardedListener_demandsAFreshTokenSignedWithItsSecret() throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
    JwtGuard guard = JwtGuard.ofHexSecret("0x" + "ab".repeat(32), clock);
    JwtGuard stranger = JwtGuard.ofHexSecret("0x" + "ac".repeat(32), clock);
    JwtGuard early =
        JwtGuard.ofHexSecret(
            "ab".repeat(32), InstantSource.fixed(Instant.ofEpochSecond(1_799_999_939)));
    start(HttpRpcOptions.loopback(0).withGuard(guard));

    assertThat(statusOf("Host: localhost\r\n")).isEqualTo(401);
    assertThat(statusWithToken(guard.issueToken())).isEqualTo(200);
    assertThat(statusWithToken(stranger.issueToken())).isEqualTo(401);
    assertThat(statusWithToken(early.issueToken())).isEqualTo(401);
    assertThat(statusWithToken("a.b.c")).isEqualTo(401);
    assertThat(statusWithToken("eyJhbGciOiJub25lIn0.eyJpYXQiOjE4MDAwMDAwMDB9.")).isEqualTo(401);
  }

  @Test
  void pages_areServedBesideTheCalls() throws Exception {
    start(
        HttpRpcOptions.loopback(0)
            .withPages(
                List.of(
                    new TextPage("/livez", () -> TextPage.Answer.text(200, "ok")),
                    new TextPage("/readyz", () -> TextPage.Answer.json(503, "{\"a\":1}")))));

    assertThat(get("/livez").body()).isEqualTo("ok");
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("{\"a\":1}");
    assertThat(get("/other").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(405);
  }

  @Test
  void takenPort_isOneClearLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      HttpRpcOptions options = HttpRpcOptions.loopback(taken.getLocalPort());

      assertThatThrownBy(() -> start(options))
          .isInstanceOf(ListenFailure.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("already in use; choose another port")
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"half\"",
        "POST / HTTP/1.1\r\nHost: localhost\r\nX-Half: "
      })
  void clientThatStallsInsideItsRequest_isDisconnected(String start) throws Exception {
    start(HttpRpcOptions.loopback(0).withLimits(impatient()));

    try (RawHttp raw = new RawHttp(server.port())) {
      raw.send(start);

      assertThat(raw.readToEnd()).doesNotContain("200 OK");
    }
    assertThat(post(CALL).body()).isEqualTo(ANSWER);
  }

  @Test
  void close_letsARunningCallFinishAndFreesThePort() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicBoolean isInterrupted = new AtomicBoolean();
    server =
        HttpRpcServer.start(
            HttpRpcOptions.loopback(0),
            (request, session) -> {
              entered.countDown();
              try {
                leave.await();
              } catch (InterruptedException e) {
                isInterrupted.set(true);
              }
              return RpcReply.result("done");
            });
    var answer =
        client.sendAsync(
            request("/").POST(HttpRequest.BodyPublishers.ofString(CALL)).build(),
            HttpResponse.BodyHandlers.ofString());
    entered.await();
    int port = server.port();

    Thread stopping = Thread.ofVirtual().start(server::close);
    leave.countDown();

    assertThat(answer.get().body()).contains("done");
    assertThat(isInterrupted).isFalse();
    stopping.join();
    try (ServerSocket free = new ServerSocket(port)) {
      assertThat(free.isBound()).isTrue();
    }
  }

  private void start(HttpRpcOptions options) throws ListenFailure {
    server = HttpRpcServer.start(options, ECHO);
  }

  private static RpcLimits impatient() {
    RpcLimits base = RpcLimits.DEFAULT;
    return new RpcLimits(
        base.messageBytesMax(),
        base.batchLengthMax(),
        base.nestingMax(),
        base.numberDigitsMax(),
        base.connectionsMax(),
        base.callsPerConnectionMax(),
        base.sendQueueBytesMax(),
        Duration.ofMillis(200),
        base.stopTimeout());
  }

  private int statusWithToken(String token) throws Exception {
    return statusOf("Host: localhost\r\nAuthorization: Bearer " + token + "\r\n");
  }

  private int statusOf(String headers) throws Exception {
    try (RawHttp raw = new RawHttp(server.port())) {
      raw.send(
          "POST / HTTP/1.1\r\n"
              + headers
              + "Content-Length: "
              + CALL.length()
              + "\r\nConnection: close\r\n\r\n"
              + CALL);
      return Integer.parseInt(raw.readToEnd().substring(9, 12));
    }
  }

  private HttpResponse<String> post(String body) throws Exception {
    return client.send(
        request("/").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }
}
