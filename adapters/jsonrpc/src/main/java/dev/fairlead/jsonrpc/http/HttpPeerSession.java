package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.RpcSession;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One WebSocket peer. A virtual thread of its own writes, since the web server's session may be
 * used by one thread at a time; what waits for it is bounded, and a peer that lets it grow beyond
 * the bound is disconnected. A second thread notes the end of the connection's thread, because a
 * connection that breaks off is not reported otherwise.
 */
final class HttpPeerSession implements RpcSession {
  private static final System.Logger LOG = System.getLogger(HttpPeerSession.class.getName());
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final int GOING_AWAY = 1001;

  private sealed interface Frame {
    record Text(String json) implements Frame {}

    record Ping() implements Frame {}

    record Pong(BufferData content) implements Frame {}

    record Close(int code, String reason) implements Frame {}
  }

  private final WsSession socket;
  private final String peer;
  private final long queueBytesMax;
  private final Thread reader;
  private final Thread writer;
  private final LinkedBlockingQueue<Frame> queue = new LinkedBlockingQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final List<Runnable> closeActions = new ArrayList<>();
  private volatile boolean isOpen = true;

  /** Starts the threads; {@code reader} is the connection's own thread. */
  HttpPeerSession(WsSession socket, long queueBytesMax, Thread reader) {
    this.socket = socket;
    this.peer =
        socket.socketContext().remotePeer().host()
            + ":"
            + socket.socketContext().remotePeer().port();
    this.queueBytesMax = queueBytesMax;
    this.reader = reader;
    this.writer = Thread.ofVirtual().name("rpc-peer-writer").start(this::writeQueue);
    Thread.ofVirtual().name("rpc-peer-end").start(this::awaitEnd);
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public boolean canPush() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public boolean push(String json) {
    if (!isOpen) {
      return false;
    }
    if (queuedBytes.addAndGet(json.length()) > queueBytesMax) {
      LOG.log(System.Logger.Level.WARNING, "rpc-peer-too-slow peer={0}", peer);
      end();
      writer.interrupt();
      reader.interrupt();
      return false;
    }
    queue.add(new Frame.Text(json));
    return true;
  }

  @Override
  public void onClose(Runnable action) {
    synchronized (closeActions) {
      if (isOpen) {
        closeActions.add(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public void close(String reason) {
    close(GOING_AWAY, reason);
  }

  void close(int code, String reason) {
    if (isOpen) {
      queue.add(new Frame.Close(code, reason));
    }
  }

  /**
   * Waits until everything queued before the end is written; ends the writer if that takes long.
   */
  void awaitWriter(Duration timeout) {
    try {
      if (!writer.join(timeout.isPositive() ? timeout : Duration.ofMillis(1))) {
        writer.interrupt();
        reader.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void ping() {
    queue.add(new Frame.Ping());
  }

  void pong(BufferData content) {
    queue.add(new Frame.Pong(content));
  }

  private void writeQueue() {
    try {
      boolean isGoingOn = true;
      while (isGoingOn) {
        isGoingOn = write(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "rpc-peer-lost peer=" + peer, e);
      reader.interrupt();
    }
  }

  private boolean write(Frame frame) throws InterruptedException {
    switch (frame) {
      case Frame.Text text -> {
        socket.send(text.json(), true);
        queuedBytes.addAndGet(-text.json().length());
      }
      case Frame.Ping _ -> socket.ping(BufferData.create(new byte[0]));
      case Frame.Pong pong -> socket.pong(pong.content());
      case Frame.Close close -> {
        end();
        socket.close(close.code(), close.reason());
        if (!reader.join(CLOSE_TIMEOUT)) {
          reader.interrupt();
        }
        return false;
      }
    }
    return true;
  }

  private void awaitEnd() {
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
    writer.interrupt();
  }

  private void end() {
    List<Runnable> actions;
    synchronized (closeActions) {
      isOpen = false;
      actions = List.copyOf(closeActions);
      closeActions.clear();
    }
    actions.forEach(Runnable::run);
  }
}
