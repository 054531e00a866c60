package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON texts to one endpoint, a bounded number at a time, and returns what comes within time
 * and size. Safe for use from any thread.
 */
public final class HttpPoster implements AutoCloseable {
  private final Endpoint endpoint;
  private final RpcClientLimits limits;
  private final HttpClient client;
  private final HttpRequest template;
  private final Semaphore running;

  /** Opens nothing yet. */
  public HttpPoster(Endpoint endpoint, RpcClientLimits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.client = newClient(limits);
    this.template =
        authorize(HttpRequest.newBuilder(withoutUser(endpoint.uri())), endpoint.uri())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .build();
    this.running = new Semaphore(limits.concurrentRequestsMax(), true);
  }

  /** Where it posts. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Posts one text.
   *
   * @param what name of the call, for the message of a failure
   */
  public Answer post(String json, String what) throws SourceFailure {
    try {
      running.acquire();
      try {
        return exchange(json, what);
      } finally {
        running.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(SourceFailure.Kind.UNREACHABLE, what, "the call was interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  static HttpClient newClient(RpcClientLimits limits) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(limits.connectTimeout())
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .build();
  }

  /** The credentials of an address as HTTP sends them; empty if it has none. */
  static String basicAuthorization(URI uri) {
    @Nullable String user = uri.getRawUserInfo(); // absent in most addresses
    return user == null
        ? ""
        : "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.UTF_8));
  }

  static URI withoutUser(URI uri) {
    try {
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return new URI(uri.getScheme() + "://" + uri.getHost() + port + path + query);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a part of a URL is no longer one", e);
    }
  }

  private static HttpRequest.Builder authorize(HttpRequest.Builder request, URI uri) {
    String authorization = basicAuthorization(uri);
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private Answer exchange(String json, String what) throws SourceFailure, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(template, (name, value) -> true)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), limits.answerBytesMax()));
    try {
      HttpResponse<byte[]> response =
          pending.get(limits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse("no content type"),
          response.body());
    } catch (TimeoutException e) {
      pending.cancel(true);
      String time = limits.requestTimeout().toMillis() + " ms";
      throw failure(SourceFailure.Kind.TIMED_OUT, what, "no answer within " + time, e);
    } catch (ExecutionException e) {
      throw describe(e.getCause() == null ? e : e.getCause(), what);
    }
  }

  private SourceFailure describe(Throwable cause, String what) {
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof IOException && text.contains("body exceeds capacity")) {
      String size = "the answer is larger than " + limits.answerBytesMax() + " bytes";
      return failure(SourceFailure.Kind.TOO_LARGE, what, size, cause);
    }
    return failure(SourceFailure.Kind.UNREACHABLE, what, detail(cause), cause);
  }

  /** What a failure says of itself, at least its name. */
  static String detail(Throwable cause) {
    @Nullable String message = cause.getMessage(); // the JDK's refused connections have none
    return message == null ? cause.getClass().getSimpleName() : Json.excerpt(message);
  }

  private SourceFailure failure(
      SourceFailure.Kind kind, String what, String detail, Throwable cause) {
    return new SourceFailure(kind, endpoint + " did not answer " + what + ": " + detail, cause);
  }

  /** What came back; the body is the receiver's own. */
  public static final class Answer {
    private static final int SHOWN_BYTES = 120;

    private final int status;
    private final String contentType;
    private final byte[] body;

    Answer(int status, String contentType, byte[] body) {
      this.status = status;
      this.contentType = contentType;
      this.body = body;
    }

    /** HTTP status. */
    public int status() {
      return status;
    }

    /** The bytes as received. */
    public byte[] body() {
      return body;
    }

    /** Status, media type and the first characters, for messages. */
    public String description() {
      byte[] start = Arrays.copyOf(body, Math.min(body.length, SHOWN_BYTES));
      return "HTTP "
          + status
          + ", "
          + Json.excerpt(contentType)
          + ", "
          + body.length
          + " bytes: "
          + Json.excerpt(new String(start, StandardCharsets.UTF_8));
    }
  }
}
