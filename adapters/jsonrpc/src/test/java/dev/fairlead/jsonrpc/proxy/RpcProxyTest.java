package dev.fairlead.jsonrpc.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcRequest;
import dev.fairlead.jsonrpc.RpcService;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpPoster;
import dev.fairlead.jsonrpc.http.HttpRpcOptions;
import dev.fairlead.jsonrpc.http.HttpRpcServer;
import dev.fairlead.jsonrpc.http.HttpSocket;
import dev.fairlead.jsonrpc.http.HttpSocketDialer;
import dev.fairlead.jsonrpc.http.WebSocketRpcClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class RpcProxyTest {
  private static final String ODD_ANSWER =
      "{ \"id\":1,\"jsonrpc\":\"2.0\", \"extra\":[1e400], \"result\":0.10000000000000000000001 }";

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final AtomicReference<RpcSession> upstreamPeer = new AtomicReference<>();
  private volatile String nextAnswer = ODD_ANSWER;
  private HttpRpcServer upstream;
  private HttpRpcServer front;
  private RpcProxy proxy;
  private HttpPoster poster;
  private HttpSocketDialer dialer;

  @BeforeEach
  void start() throws Exception {
    upstream = HttpRpcServer.startService(HttpRpcOptions.loopback(0), new ScriptedService());
    proxy =
        new RpcProxy(
            endpoint("http", upstream.port()),
            endpoint("ws", upstream.port()),
            RpcClientLimits.DEFAULT,
            RpcProxyTest::refuseBad,
            RpcLimits.DEFAULT);
    front = HttpRpcServer.startService(HttpRpcOptions.loopback(0), proxy);
    poster = new HttpPoster(endpoint("http", front.port()), RpcClientLimits.DEFAULT);
    dialer = new HttpSocketDialer(endpoint("ws", front.port()), RpcClientLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    dialer.close();
    poster.close();
    front.close();
    proxy.close();
    upstream.close();
  }

  @Test
  void callAndAnswer_passUnchanged_toTheLastDigitAndSpace() throws Exception {
    String call = " {\"method\":\"eth_x\",\"params\":{\"n\":1.50},\"id\":1,\"more\":true}";

    assertThat(post(call)).isEqualTo(ODD_ANSWER);
    assertThat(seen.take()).isEqualTo(call);
  }

  @Test
  void refusedCall_isAnsweredHere() throws Exception {
    assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"bad\"}"))
        .isEqualTo(refusal("\"a\""));
    assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"b\\u0061d\"}"))
        .isEqualTo(refusal("5"));
    assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"bad\"}")).isEmpty();
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"method\":\"good\",\"method\":\"bad\"}",
        "{\"id\":1,\"method\":\"bad\",\"method\":\"good\"}",
        "{\"id\":1,\"method\":[\"bad\"]}",
        "{\"id\":1,\"method\":\"good\"}{\"id\":2,\"method\":\"bad\"}",
        "{\"id\":1,\"method\":\"good\",\"params\":\"bad\"}",
        "[[{\"id\":1,\"method\":\"bad\"}]]",
      })
  void whatCannotBeInspected_isNotPassedOn(String message) throws Exception {
    assertThat(post(message)).contains("\"error\"");
    assertThat(seen).isEmpty();
  }

  @Test
  void batch_isSplitAndJoined() throws Exception {
    nextAnswer = "[{\"id\":1,\"result\":1.10}, {\"id\":3,\"result\":null}]";

    String answer =
        post(
            "[{\"id\":1, \"method\":\"a\"},{\"id\":2,\"method\":\"bad\"}, 7 ,"
                + "{\"method\":\"bad\"},{\"id\":3,\"method\":\"c\"}]");

    assertThat(seen.take()).isEqualTo("[{\"id\":1, \"method\":\"a\"},{\"id\":3,\"method\":\"c\"}]");
    assertThat(answer)
        .startsWith("[{\"id\":1,\"result\":1.10},{\"id\":3,\"result\":null}," + refusal("2") + ",")
        .contains("-32600");
  }

  @Test
  void batchOfRefusedCallsOnly_isNotPassedOn() throws Exception {
    assertThat(post("[{\"id\":1,\"method\":\"bad\"}]")).isEqualTo("[" + refusal("1") + "]");
    assertThat(seen).isEmpty();
  }

  @Test
  void unreachableService_isAnErrorForEveryCall() throws Exception {
    upstream.close();

    assertThat(post("[{\"id\":1,\"method\":\"a\"},{\"id\":2,\"method\":\"bad\"}]"))
        .contains("\"id\":1,\"error\":{\"code\":-32603", "did not answer", refusal("2"));
  }

  @Test
  void socket_passesTextsBothWays_andRefusesHere() throws Exception {
    HttpSocket socket = dial();

    socket.send(" {\"id\":1,\"method\":\"x\"}");
    assertThat(next()).isEqualTo(ODD_ANSWER);
    assertThat(seen.take()).isEqualTo(" {\"id\":1,\"method\":\"x\"}");
    socket.send("{\"id\":2,\"method\":\"bad\"}");
    assertThat(next()).isEqualTo(refusal("2"));
    upstreamPeer.get().push("{\"method\":\"eth_subscription\", \"params\":{\"n\":0.10}}");
    assertThat(next()).isEqualTo("{\"method\":\"eth_subscription\", \"params\":{\"n\":0.10}}");
  }

  @Test
  void socketBatch_isSplitAndItsAnswerCompleted() throws Exception {
    HttpSocket socket = dial();
    nextAnswer = "";

    socket.send("[{\"id\":1,\"method\":\"a\"},{\"id\":2,\"method\":\"bad\"}]");
    assertThat(seen.take()).isEqualTo("[{\"id\":1,\"method\":\"a\"}]");
    upstreamPeer.get().push("[{\"id\":9,\"result\":0}]");
    upstreamPeer.get().push("[{\"id\":1,\"result\":1.0}]");

    assertThat(next()).isEqualTo("[{\"id\":9,\"result\":0}]");
    assertThat(next()).isEqualTo("[{\"id\":1,\"result\":1.0}," + refusal("2") + "]");
    socket.send("[{\"method\":\"a\"},{\"id\":3,\"method\":\"bad\"}]");
    assertThat(next()).isEqualTo("[" + refusal("3") + "]");
    assertThat(seen.take()).isEqualTo("[{\"method\":\"a\"}]");
  }

  @Test
  void endOfOneSide_endsTheOther() throws Exception {
    HttpSocket socket = dial();
    socket.send("{\"id\":1,\"method\":\"x\"}");
    next();

    upstreamPeer.get().close("enough");
    assertThat(next()).contains("closed").contains("the service behind this port");

    HttpSocket second = dial();
    second.send("{\"id\":1,\"method\":\"x\"}");
    next();
    second.close();
    await().until(() -> !upstreamPeer.get().isOpen());
  }

  @Test
  void subscriptions_keepTheirIds() throws Exception {
    try (WebSocketRpcClient client =
        new WebSocketRpcClient(endpoint("ws", front.port()), RpcClientLimits.DEFAULT)) {
      nextAnswer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0xabc\"}";
      BlockingQueue<String> heads = new LinkedBlockingQueue<>();

      String id =
          client.subscribe(
              List.of(Json.parse("\"newHeads\"")), head -> heads.add(Json.write(head)));
      upstreamPeer
          .get()
          .push(
              "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\","
                  + "\"params\":{\"subscription\":\"0xabc\",\"result\":{\"number\":\"0x5\"}}}");

      assertThat(id).isEqualTo("0xabc");
      assertThat(heads.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"number\":\"0x5\"}");
    }
  }

  @Test
  void lostConnection_failsCallsAndIsSurfaced() throws Exception {
    int port = upstream.port();
    try (WebSocketRpcClient client =
        new WebSocketRpcClient(endpoint("ws", port), RpcClientLimits.DEFAULT)) {
      nextAnswer = "{\"id\":1,\"result\":7}";
      assertThat(client.call("x")).isEqualTo(new RpcReply.Result(Json.parse("7")));

      upstream.close();

      assertThat(client.closed().get(10, TimeUnit.SECONDS)).contains("closed by the service");
      assertThatThrownBy(() -> client.call("x")).isInstanceOf(SourceFailure.class);
    }
    assertThatThrownBy(() -> new WebSocketRpcClient(endpoint("ws", port), RpcClientLimits.DEFAULT))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("cannot connect to ws://127.0.0.1");
  }

  private static Optional<RpcReply> refuseBad(RpcRequest request) {
    return request.method().equals("bad")
        ? Optional.of(RpcReply.failure(-1, "refused"))
        : Optional.empty();
  }

  private static String refusal(String id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"error\":{\"code\":-1,\"message\":\"refused\"}}";
  }

  private static Endpoint endpoint(String scheme, int port) {
    return new Endpoint(URI.create(scheme + "://127.0.0.1:" + port));
  }

  private String post(String text) throws SourceFailure {
    return new String(poster.post(text, "test").body(), StandardCharsets.UTF_8);
  }

  private HttpSocket dial() throws SourceFailure {
    return dialer.open(new Recorder());
  }

  private String next() throws InterruptedException {
    return String.valueOf(received.poll(10, TimeUnit.SECONDS));
  }

  private final class Recorder implements HttpSocket.Receiver {
    @Override
    public void received(String text) {
      received.add(text);
    }

    @Override
    public void closed(String reason) {
      received.add(reason);
    }
  }

  private final class ScriptedService implements RpcService {
    @Override
    public Optional<String> answer(String message, RpcSession session) {
      upstreamPeer.set(session); // before the message is seen: tests answer on it then
      seen.add(message);
      return nextAnswer.isEmpty() ? Optional.empty() : Optional.of(nextAnswer);
    }
  }
}
