package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.RpcService;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The WebSocket peers of one listener; pings them so that dead and idle ones are told apart. */
final class HttpPeers implements AutoCloseable {
  private static final Duration PING_PERIOD = Duration.ofSeconds(20);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final HttpRpcOptions options;
  private final RpcService service;
  private final HostRules hosts;
  private final Set<HttpPeerSession> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService pinger =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rpc-pings").factory());

  HttpPeers(HttpRpcOptions options, RpcService service) {
    this.options = options;
    this.service = service;
    this.hosts = new HostRules(options.allowedHosts(), options.isCorsEnabled());
    long period = PING_PERIOD.toMillis();
    var _ =
        pinger.scheduleAtFixedRate(
            () -> open.forEach(HttpPeerSession::ping), period, period, TimeUnit.MILLISECONDS);
  }

  /** The listener of a connection that asks to become a WebSocket. */
  HttpPeerListener newPeer() {
    return new HttpPeerListener(options, service, hosts, this);
  }

  void add(HttpPeerSession session) {
    open.add(session);
    session.onClose(() -> open.remove(session));
  }

  /** Tells the peers and waits a moment for them to hear it. */
  @Override
  public void close() {
    pinger.shutdownNow();
    List<HttpPeerSession> peers = List.copyOf(open);
    peers.forEach(session -> session.close("the server stops"));
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    peers.forEach(session -> session.awaitWriter(Duration.ofNanos(end - System.nanoTime())));
  }
}
