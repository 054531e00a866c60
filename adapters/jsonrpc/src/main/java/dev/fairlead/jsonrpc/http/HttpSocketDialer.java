package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens WebSockets to one endpoint. Safe for use from any thread. */
public final class HttpSocketDialer implements AutoCloseable {
  private final Endpoint endpoint;
  private final RpcClientLimits limits;
  private final HttpClient client;

  /** Opens nothing yet. */
  public HttpSocketDialer(Endpoint endpoint, RpcClientLimits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.client = HttpPoster.newClient(limits);
  }

  /** Where it dials. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Opens one connection; {@code receiver} is told everything that happens on it. */
  public HttpSocket open(HttpSocket.Receiver receiver) throws SourceFailure {
    HttpSocket socket = new HttpSocket(endpoint, limits, receiver);
    WebSocket.Builder builder =
        client.newWebSocketBuilder().connectTimeout(limits.connectTimeout());
    String authorization = HttpPoster.basicAuthorization(endpoint.uri());
    if (!authorization.isEmpty()) {
      builder.header("Authorization", authorization);
    }
    CompletableFuture<WebSocket> pending =
        builder.buildAsync(HttpPoster.withoutUser(endpoint.uri()), socket.events());
    try {
      pending.get(2 * limits.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return socket;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("the attempt was interrupted", e);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw unreachable("no answer in time", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String detail =
          cause instanceof WebSocketHandshakeException refused
              ? "no WebSocket there, HTTP " + refused.getResponse().statusCode()
              : HttpPoster.detail(cause);
      throw unreachable(detail, cause);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private SourceFailure unreachable(String detail, Throwable cause) {
    return new SourceFailure(
        SourceFailure.Kind.UNREACHABLE, "cannot connect to " + endpoint + ": " + detail, cause);
  }
}
