package dev.fairlead.jsonrpc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.SourceFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
final class HttpRpcClientTest {
  private static final RpcCall CALL = RpcCall.of("eth_chainId");

  private ReplayServer server;
  private HttpRpcClient client;

  @BeforeEach
  void start() throws Exception {
    server = new ReplayServer();
    client = new HttpRpcClient(server.endpoint(), RpcClientLimits.DEFAULT);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void returnsTheResult_whateverTheOrderOfMembers() throws Exception {
    server.json("{\"result\":\"0x385\",\"x\":[{}],\"id\":1,\"jsonrpc\":\"2.0\"}");

    assertThat(client.call("eth_chainId")).isEqualTo(RpcReply.result("0x385"));
    assertThat(server.requests.take())
        .startsWith("POST / HTTP/1.1\r\n")
        .endsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}");
  }

  @Test
  void errorOfTheService_isAnAnswer_orAFailureWhereAResultIsDemanded() throws Exception {
    String refusal =
        "{\"id\":%d,\"result\":null,\"error\":{\"code\":3,\"message\":\"reverted\",\"data\":\"0x\"}}";
    server.json(refusal.formatted(1)).http("400 Bad Request", "text/json", refusal.formatted(2));

    assertThat(client.call("eth_call"))
        .isEqualTo(RpcReply.failure(3, "reverted", Json.parse("\"0x\"")));
    assertThatThrownBy(() -> client.fetch(CALL, Json::readTree))
        .isInstanceOfSatisfying(
            SourceFailure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.REFUSED);
              assertThat(failure.error().orElseThrow().code()).isEqualTo(3);
            });
  }

  @Test
  void batchAnswers_areBroughtIntoTheOrderOfTheCalls() throws Exception {
    server.json(
        "[{\"id\":2,\"error\":{\"code\":-1,\"message\":\"no\"}},{\"id\":1,\"result\":\"a\"},"
            + "{\"id\":3,\"result\":null}]");

    List<RpcAnswer<JsonNode>> answers = client.exchange(List.of(CALL, CALL, CALL), Json::readTree);

    assertThat(answers.get(0)).isEqualTo(new RpcAnswer.Value<>(Json.parse("\"a\"")));
    assertThat(answers.get(1)).isInstanceOf(RpcAnswer.Refusal.class);
    assertThat(answers.get(2)).isEqualTo(new RpcAnswer.Value<>(Json.parse("null")));
  }

  @Test
  void errorWithoutId_refusesTheWholeBatch() throws Exception {
    server.json("{\"id\":null,\"error\":{\"code\":-32600,\"message\":\"batch too large\"}}");

    assertThat(client.exchange(List.of(CALL, CALL), Json::readTree))
        .hasSize(2)
        .allMatch(RpcAnswer.Refusal.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<html>Bad</html>|not JSON",
        "``|the answer is no JSON object",
        "[]|the answer is no JSON object",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x|not JSON",
        "{\"id\":1,\"result\":1} x|not JSON",
        "{\"id\":1}|neither a result nor an error",
        "{\"id\":7,\"result\":1}|wrong id",
        "{\"id\":\"1\",\"result\":1}|wrong id",
        "{\"id\":null,\"result\":1}|wrong id",
        "{\"result\":1}|wrong id",
        "{\"id\":1,\"result\":1,\"error\":{\"code\":1}}|both a result and an error",
        "{\"id\":1,\"error\":\"no\"}|the error is no JSON object",
      })
  void unusableAnswer_isOneLineThatNamesEndpointCallAndWhatCame(String body, String flaw) {
    server.http("200 OK", "text/html", body);

    SourceFailure failure =
        catchThrowableOfType(SourceFailure.class, () -> client.call("eth_chainId"));

    assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.MALFORMED);
    assertThat(failure)
        .hasMessageContaining(server.endpoint() + " gave no usable answer to eth_chainId")
        .hasMessageContaining(flaw)
        .hasMessageContaining("HTTP 200, text/html, " + body.length() + " bytes")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"id\":1,\"result\":1}]|1 answers to 2 calls",
        "[{\"id\":1,\"result\":1},{\"id\":1,\"result\":1}]|same id",
        "[{\"id\":1,\"result\":1},{\"id\":3,\"result\":1}]|wrong id",
        "[{\"id\":1,\"result\":1},7]|no JSON object",
        "[{\"id\":1,\"result\":1},|not JSON",
      })
  void unusableBatchAnswer_isRefused(String body, String flaw) {
    server.json(body);

    assertThatThrownBy(() -> client.exchange(List.of(CALL, CALL), Json::readTree))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining(flaw);
  }

  @Test
  void brokenConnections_areUnreachable() throws Exception {
    server.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":1");
    assertThat(kindOfNextCall()).isEqualTo(SourceFailure.Kind.UNREACHABLE);
    server.raw("");
    assertThat(kindOfNextCall()).isEqualTo(SourceFailure.Kind.UNREACHABLE);
  }

  @Test
  void portWithoutAListener_isUnreachable() throws Exception {
    // bound, so that nobody else takes the port, and never listening: a listener that was closed
    // may still accept one more connection while its virtual thread wakes up
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client =
          new HttpRpcClient(
              new Endpoint(URI.create("http://127.0.0.1:" + held.getLocalPort() + "/")),
              RpcClientLimits.DEFAULT);

      assertThat(kindOfNextCall()).isEqualTo(SourceFailure.Kind.UNREACHABLE);
    }
  }

  @Test
  void silentService_isTimedOut_alsoInTheMiddleOfItsAnswer() throws Exception {
    client =
        new HttpRpcClient(
            server.endpoint(), RpcClientLimits.DEFAULT.withRequestTimeout(Duration.ofMillis(200)));

    assertThat(kindOfNextCall()).isEqualTo(SourceFailure.Kind.TIMED_OUT);
  }

  @Test
  void answerOverTheLimit_isTooLarge_andABatchIsHalvedFirst() throws Exception {
    client = new HttpRpcClient(server.endpoint(), RpcClientLimits.DEFAULT.withAnswerBytesMax(100));
    server.json("[" + " ".repeat(200) + "]").json("{\"id\":3,\"result\":1}");
    server.json("{\"id\":4,\"result\":2}").json(" ".repeat(200));

    assertThat(client.fetchAll(List.of(CALL, CALL), Json::readTree))
        .extracting(JsonNode::intValue)
        .containsExactly(1, 2);
    assertThat(kindOfNextCall()).isEqualTo(SourceFailure.Kind.TOO_LARGE);
  }

  @Test
  void credentials_areSentButNeverShown() throws Exception {
    URI uri =
        URI.create(
            server.endpoint().uri().toString().replace("://", "://user:pass@")
                + "v3/0123456789abcdef0123/x?key=secret");
    client = new HttpRpcClient(new Endpoint(uri), RpcClientLimits.DEFAULT);
    server.json("nothing");

    SourceFailure failure =
        catchThrowableOfType(SourceFailure.class, () -> client.call("eth_chainId"));

    assertThat(failure)
        .hasMessageContaining("/v3/***/x?***")
        .hasMessageNotContainingAny("pass", "secret", "0123456789abcdef");
    assertThat(server.requests.take())
        .contains("POST /v3/0123456789abcdef0123/x?key=secret", "Basic dXNlcjpwYXNz");
  }

  @Test
  void numberOfRequestsUnderWay_isBounded() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    try (HttpRpcServer slow =
            HttpRpcServer.start(
                HttpRpcOptions.loopback(0),
                (request, session) -> {
                  peak.accumulateAndGet(running.incrementAndGet(), Math::max);
                  meet(three);
                  running.decrementAndGet();
                  return RpcReply.nothing();
                });
        HttpRpcClient bounded =
            new HttpRpcClient(
                new Endpoint(URI.create("http://127.0.0.1:" + slow.port())),
                new RpcClientLimits(
                    Duration.ofSeconds(5), Duration.ofSeconds(10), 1 << 20, 3, 10));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<RpcReply> call = () -> bounded.call("x");

      for (var answer : threads.invokeAll(java.util.Collections.nCopies(100, call))) {
        assertThat(answer.get()).isEqualTo(RpcReply.nothing());
      }
    }
    assertThat(peak).hasValue(3);
  }

  private static void meet(CountDownLatch others) {
    others.countDown();
    try {
      others.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SourceFailure.Kind kindOfNextCall() {
    return catchThrowableOfType(SourceFailure.class, () -> client.call("eth_chainId")).kind();
  }
}
