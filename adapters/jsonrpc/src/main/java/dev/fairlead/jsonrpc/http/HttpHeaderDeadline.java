package dev.fairlead.jsonrpc.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the time in which the headers of a request must arrive after its first line. Called on the
 * connection's own thread, which reads one request at a time.
 */
final class HttpHeaderDeadline implements Http1ConnectionListener {
  private static final ThreadLocal<HttpDeadlines.@Nullable Deadline> RUNNING = new ThreadLocal<>();
  private final HttpDeadlines deadlines;
  private final Duration timeout;

  HttpHeaderDeadline(HttpDeadlines deadlines, Duration timeout) {
    this.deadlines = deadlines;
    this.timeout = timeout;
  }

  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    RUNNING.set(deadlines.start(timeout));
  }

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    HttpDeadlines.Deadline deadline = RUNNING.get();
    if (deadline != null) {
      deadline.close();
      RUNNING.remove();
    }
  }
}
