package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a service, carrying whole texts: joins fragments within a size limit, sends in
 * order, and pings, so that a peer that has silently gone is noticed. Safe for use from any thread.
 */
public final class HttpSocket implements AutoCloseable {
  private static final Duration PING_PERIOD = Duration.ofSeconds(15);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(45);
  private static final int TOO_BIG = 1009;

  /** Is told what happens on a connection, one event after the other; must not block for long. */
  public interface Receiver {
    /** A whole text came. */
    void received(String text);

    /** The connection has ended; called once, last. */
    void closed(String reason);
  }

  private final Endpoint endpoint;
  private final RpcClientLimits limits;
  private final Receiver receiver;
  private final ReentrantLock sending = new ReentrantLock(true);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object endLock = new Object();
  private volatile @Nullable WebSocket socket; // null until the handshake is done
  private volatile long lastSignNanos = System.nanoTime();

  HttpSocket(Endpoint endpoint, RpcClientLimits limits, Receiver receiver) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.receiver = receiver;
  }

  /** Whether texts can still be sent. */
  public boolean isOpen() {
    return ended.getCount() > 0;
  }

  /** Sends one text after those sent before it. */
  public void send(String text) throws SourceFailure {
    WebSocket open = socket;
    if (open == null || !isOpen()) {
      throw new SourceFailure(
          SourceFailure.Kind.UNREACHABLE, "the connection to " + endpoint + " is closed");
    }
    try {
      sending.lockInterruptibly();
      try {
        open.sendText(text, true).get(limits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        sending.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken("interrupted while sending", e);
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      end("a text could not be sent");
      throw broken("a text could not be sent", e);
    }
  }

  @Override
  public void close() {
    end("closed by this side");
  }

  WebSocket.Listener events() {
    return new Events();
  }

  private SourceFailure broken(String detail, Exception cause) {
    return new SourceFailure(
        SourceFailure.Kind.UNREACHABLE,
        "lost the connection to " + endpoint + ": " + detail,
        cause);
  }

  private void end(String reason) {
    synchronized (endLock) {
      if (!isOpen()) {
        return;
      }
      ended.countDown();
    }
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    receiver.closed(reason);
  }

  private void keepAlive(WebSocket open) {
    try {
      while (!ended.await(PING_PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - lastSignNanos > SILENCE_MAX.toNanos()) {
          end("no sign of life for " + SILENCE_MAX.toSeconds() + " s");
        } else {
          open.sendPing(ByteBuffer.allocate(0)).get(PING_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      end("a ping could not be sent");
    }
  }

  private final class Events implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onOpen(WebSocket open) {
      socket = open;
      Thread.ofVirtual().name("rpc-socket-pings").start(() -> keepAlive(open));
      open.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
      lastSignNanos = System.nanoTime();
      if ((long) text.length() + part.length() > limits.answerBytesMax()) {
        var _ = open.sendClose(TOO_BIG, "message too large");
        end("a message was larger than " + limits.answerBytesMax() + " bytes");
        return null;
      }
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        receiver.received(whole);
      }
      open.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket open, ByteBuffer content) {
      lastSignNanos = System.nanoTime();
      open.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket open, int code, String reason) {
      end("closed by the service with code " + code + (reason.isEmpty() ? "" : ": " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket open, Throwable error) {
      end("broken: " + error.getMessage());
    }
  }
}
