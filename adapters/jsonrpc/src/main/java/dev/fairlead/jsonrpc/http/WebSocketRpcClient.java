package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RawJson;
import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcAnswerParser;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Calls a service over one WebSocket and receives what it was subscribed to. The connection is made
 * once: when it ends, every call fails and {@link #closed} completes, so that the owner can dial
 * again or fall back to polling.
 */
public final class WebSocketRpcClient implements RpcClient {
  private static final System.Logger LOG = System.getLogger(WebSocketRpcClient.class.getName());

  private record Pending(CompletableFuture<String> text, Consumer<String> first) {}

  private final HttpSocketDialer dialer;
  private final RpcClientLimits limits;
  private final HttpSocket socket;
  private final Semaphore running;
  private final AtomicLong nextId = new AtomicLong(1);
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> subscriptions = new ConcurrentHashMap<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();

  /** Connects. */
  public WebSocketRpcClient(Endpoint endpoint, RpcClientLimits limits) throws SourceFailure {
    this.dialer = new HttpSocketDialer(endpoint, limits);
    this.limits = limits;
    this.running = new Semaphore(limits.concurrentRequestsMax(), true);
    try {
      this.socket = dialer.open(new Incoming());
    } catch (SourceFailure e) {
      dialer.close();
      throw e;
    }
  }

  @Override
  public Endpoint endpoint() {
    return dialer.endpoint();
  }

  /** Completes with the reason when the connection has ended. */
  public CompletableFuture<String> closed() {
    return closed.copy();
  }

  @Override
  public <T> List<RpcAnswer<T>> exchange(List<RpcCall> calls, ResultReader<T> reader)
      throws SourceFailure {
    List<RpcAnswer<T>> answers = new ArrayList<>(calls.size());
    for (int from = 0; from < calls.size(); from += limits.batchLengthMax()) {
      int to = Math.min(calls.size(), from + limits.batchLengthMax());
      answers.addAll(exchangeTogether(calls.subList(from, to), reader));
    }
    return answers;
  }

  /**
   * Subscribes to {@code newHeads}, {@code logs} and the like.
   *
   * @param params as {@code eth_subscribe} takes them
   * @param listener gets what each notification carries, in order, on the connection's thread; must
   *     not block
   * @return the id, for {@link #unsubscribe}
   */
  public String subscribe(List<JsonNode> params, Consumer<JsonNode> listener) throws SourceFailure {
    RpcCall call = RpcCall.of("eth_subscribe", params.toArray(JsonNode[]::new));
    long id = nextId.getAndIncrement();
    // The service may notify right behind its answer: the listener must stand before that is read.
    String answer =
        carryOut(
            call,
            id,
            text ->
                subscriptionOf(text, id)
                    .ifPresent(subscription -> subscriptions.put(subscription, listener)));
    return subscriptionOf(answer, id)
        .orElseThrow(() ->
            new SourceFailure(
                SourceFailure.Kind.REFUSED,
                endpoint() + " refused a subscription: " + Json.excerpt(answer)));
  }

  /** Ends a subscription; what is under way may still arrive. */
  public void unsubscribe(String subscription) throws SourceFailure {
    subscriptions.remove(subscription);
    call("eth_unsubscribe", Json.array().add(subscription).get(0));
  }

  @Override
  public void close() {
    socket.close();
    dialer.close();
  }

  private <T> List<RpcAnswer<T>> exchangeTogether(List<RpcCall> calls, ResultReader<T> reader)
      throws SourceFailure {
    long firstId = nextId.getAndAdd(calls.size());
    List<CompletableFuture<String>> texts = new ArrayList<>(calls.size());
    try {
      running.acquire();
      try {
        for (int i = 0; i < calls.size(); i++) {
          texts.add(send(calls.get(i), firstId + i, _ -> {}));
        }
        List<RpcAnswer<T>> answers = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
          String text = await(texts.get(i), calls.get(i));
          answers.add(parse(text, reader, firstId + i, calls.get(i)));
        }
        return answers;
      } finally {
        running.release();
        for (int i = 0; i < calls.size(); i++) {
          pending.remove(firstId + i);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(SourceFailure.Kind.UNREACHABLE, calls.getFirst(), "interrupted", e);
    }
  }

  private String carryOut(RpcCall call, long id, Consumer<String> first) throws SourceFailure {
    try {
      return await(send(call, id, first), call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(SourceFailure.Kind.UNREACHABLE, call, "interrupted", e);
    } finally {
      pending.remove(id);
    }
  }

  private CompletableFuture<String> send(RpcCall call, long id, Consumer<String> first)
      throws SourceFailure {
    CompletableFuture<String> text = new CompletableFuture<>();
    pending.put(id, new Pending(text, first));
    socket.send(Json.write(call.toJson(id)));
    if (closed.isDone()) { // it may have ended between entry and sending
      text.completeExceptionally(new IllegalStateException(closed.join()));
    }
    return text;
  }

  private String await(CompletableFuture<String> text, RpcCall call)
      throws SourceFailure, InterruptedException {
    try {
      return text.get(limits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String time = limits.requestTimeout().toMillis() + " ms";
      throw failure(SourceFailure.Kind.TIMED_OUT, call, "no answer within " + time, e);
    } catch (ExecutionException e) {
      String reason = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
      throw failure(SourceFailure.Kind.UNREACHABLE, call, reason, e);
    }
  }

  private <T> RpcAnswer<T> parse(String text, ResultReader<T> reader, long id, RpcCall call)
      throws SourceFailure {
    try (JsonParser parser = Json.stream(text)) {
      return RpcAnswerParser.parseSingle(parser, reader, id);
    } catch (DecodingException e) {
      String detail = e.getMessage() + "; came " + Json.excerpt(text);
      throw failure(SourceFailure.Kind.MALFORMED, call, detail, e);
    }
  }

  private SourceFailure failure(
      SourceFailure.Kind kind, RpcCall call, String detail, Throwable cause) {
    return new SourceFailure(
        kind, endpoint() + " did not answer " + call.method() + ": " + detail, cause);
  }

  private static Optional<String> subscriptionOf(String answer, long id) {
    try (JsonParser parser = Json.stream(answer)) {
      return RpcAnswerParser.parseSingle(parser, Json::readTree, id)
              instanceof RpcAnswer.Value<JsonNode>(JsonNode value)
          ? Optional.of(value.asString(""))
          : Optional.empty();
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  private final class Incoming implements HttpSocket.Receiver {
    @Override
    public void received(String text) {
      try {
        Optional<String> method = RawJson.member(text, "method");
        if (method.isPresent()) {
          notice(text);
        } else {
          answer(text);
        }
      } catch (DecodingException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "rpc-socket-text-ignored endpoint={0} flaw={1}",
            endpoint(),
            e.getMessage());
      }
    }

    @Override
    public void closed(String reason) {
      closed.complete(reason);
      IllegalStateException end = new IllegalStateException("the connection ended: " + reason);
      pending.values().forEach(call -> call.text().completeExceptionally(end));
    }

    private void answer(String text) throws DecodingException {
      String id = RawJson.member(text, "id").orElse("");
      Pending call = id.matches("\\d{1,18}") ? pending.get(Long.valueOf(id)) : null;
      if (call == null) {
        throw new DecodingException("no call waits for id " + Json.excerpt(id));
      }
      call.first().accept(text);
      call.text().complete(text);
    }

    private void notice(String text) throws DecodingException {
      JsonNode params = Json.parse(text).path("params");
      Consumer<JsonNode> listener = subscriptions.get(params.path("subscription").asString(""));
      if (listener != null) {
        listener.accept(params.path("result"));
      }
    }
  }
}
