package dev.fairlead.jsonrpc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcHandler;
import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcSession;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HttpRpcServerSocketTest {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final AtomicReference<RpcSession> session = new AtomicReference<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpRpcServer server;

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.close();
  }

  @Test
  void callsAndNotifications_shareOneSocket() throws Exception {
    start(HttpRpcOptions.loopback(0), this::remember);
    WebSocket socket = connect("/");

    socket.sendText(call(1), true).join();

    assertThat(next()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"method1\"}");
    assertThat(session.get().pushNotification("news", Json.array().add(5))).isTrue();
    assertThat(next()).isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"news\",\"params\":[5]}");
  }

  @Test
  void fragments_areJoined() throws Exception {
    start(HttpRpcOptions.loopback(0), this::remember);
    WebSocket socket = connect("/");
    String call = call(2);

    socket.sendText(call.substring(0, 10), false).join();
    socket.sendText(call.substring(10), true).join();

    assertThat(next()).contains("\"id\":2");
  }

  @Test
  void slowCall_doesNotHoldUpOthers() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    start(
        HttpRpcOptions.loopback(0),
        (request, peer) -> {
          if (request.method().equals("method1")) {
            awaitLatch(leave);
          }
          return RpcReply.nothing();
        });
    WebSocket socket = connect("/");

    socket.sendText(call(1), true).join();
    socket.sendText(call(2), true).join();

    assertThat(next()).contains("\"id\":2");
    leave.countDown();
    assertThat(next()).contains("\"id\":1");
  }

  @Test
  void messageOverTheLimit_endsTheConnectionWithAReason() throws Exception {
    start(
        HttpRpcOptions.loopback(0).withLimits(RpcLimits.DEFAULT.withMessageBytesMax(1000)),
        this::remember);
    WebSocket joined = connect("/");
    WebSocket single = connect("/");

    joined.sendText(" ".repeat(900), false).join();
    joined.sendText(" ".repeat(900), true).join();
    assertThat(next()).contains("closed 1009", "larger than 1000 bytes");
    single.sendText(" ".repeat(2000), true).join();
    assertThat(next()).startsWith("closed 1009");
  }

  @Test
  void binaryMessages_areRefused() throws Exception {
    start(HttpRpcOptions.loopback(0), this::remember);

    connect("/").sendBinary(java.nio.ByteBuffer.wrap(new byte[] {1}), true).join();

    assertThat(next()).startsWith("closed 1003");
  }

  @Test
  void foreignPagesNamesAndPaths_areRefusedAtTheHandshake() throws Exception {
    start(HttpRpcOptions.loopback(0), this::remember);

    assertThatThrownBy(() -> connectFrom("https://evil.example.com"))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    assertThatThrownBy(() -> connect("/elsewhere"))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    assertThat(connectFrom("http://localhost:3000").isInputClosed()).isFalse();
  }

  @Test
  void peerThatDoesNotRead_isDisconnectedInsteadOfFillingTheMemory() throws Exception {
    RpcLimits base = RpcLimits.DEFAULT;
    RpcLimits limits =
        new RpcLimits(
            base.messageBytesMax(),
            base.batchLengthMax(),
            base.nestingMax(),
            base.numberDigitsMax(),
            base.connectionsMax(),
            base.callsPerConnectionMax(),
            1 << 20,
            base.requestTimeout(),
            base.stopTimeout());
    start(HttpRpcOptions.loopback(0).withLimits(limits), this::remember);
    CountDownLatch ended = new CountDownLatch(1);
    try (RawHttp raw = new RawHttp(server.port())) {
      raw.send(
          String.join(
              "\r\n",
              "GET / HTTP/1.1",
              "Host: localhost",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "",
              ""));
      raw.readTo("\r\n\r\n");
      raw.send(masked(call(1)));
      await().until(() -> session.get() != null);
      session.get().onClose(ended::countDown);

      String news = "\"" + "x".repeat(100_000) + "\"";
      await().until(() -> !session.get().push(news));

      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(session.get().isOpen()).isFalse();
    }
  }

  @Test
  void brokenConnection_endsTheSession() throws Exception {
    start(HttpRpcOptions.loopback(0), this::remember);
    WebSocket socket = connect("/");
    socket.sendText(call(1), true).join();
    next();
    CountDownLatch ended = new CountDownLatch(1);
    session.get().onClose(ended::countDown);

    socket.abort();

    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(session.get().push("{}")).isFalse();
  }

  @Test
  void close_tellsThePeers() throws Exception {
    start(HttpRpcOptions.loopback(0), this::remember);
    connect("/").sendText(call(1), true).join();
    next();

    server.close();

    assertThat(next()).isEqualTo("closed 1001 the server stops");
  }

  private RpcReply remember(dev.fairlead.jsonrpc.RpcRequest request, RpcSession peer) {
    session.set(peer);
    return RpcReply.result(request.method());
  }

  private void start(HttpRpcOptions options, RpcHandler handler) throws ListenFailure {
    server = HttpRpcServer.start(options, handler);
  }

  private WebSocket connect(String path) {
    return client.newWebSocketBuilder().buildAsync(uri(path), new Recorder()).join();
  }

  private WebSocket connectFrom(String origin) {
    return client
        .newWebSocketBuilder()
        .header("Origin", origin)
        .buildAsync(uri("/"), new Recorder())
        .join();
  }

  private URI uri(String path) {
    return URI.create("ws://127.0.0.1:" + server.port() + path);
  }

  private String next() throws InterruptedException {
    return String.valueOf(received.poll(10, TimeUnit.SECONDS));
  }

  private static String call(int number) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + number + ",\"method\":\"method" + number + "\"}";
  }

  private static String masked(String text) {
    return "\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Recorder implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        received.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      received.add("closed " + code + " " + reason);
      return null;
    }
  }
}
