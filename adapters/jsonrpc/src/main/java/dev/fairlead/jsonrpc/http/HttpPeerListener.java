package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcService;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of one WebSocket peer on the connection's thread: joins fragments, bounds
 * size and number of messages being answered. While a peer has used up its share, nothing is read
 * from it.
 */
final class HttpPeerListener implements WsListener {
  private final RpcService service;
  private final RpcLimits limits;
  private final HostRules hosts;
  private final CallerGuard guard;
  private final HttpPeers peers;
  private final Semaphore running;
  private final StringBuilder fragments = new StringBuilder();
  private @Nullable HttpPeerSession session; // set by onOpen, before any other event

  HttpPeerListener(HttpRpcOptions options, RpcService service, HostRules hosts, HttpPeers peers) {
    this.service = service;
    this.limits = options.limits();
    this.hosts = hosts;
    this.guard = options.guard();
    this.peers = peers;
    this.running = new Semaphore(options.limits().callsPerConnectionMax());
  }

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
      throws WsUpgradeException {
    Optional<String> refusal =
        hosts
            .refusal(
                headers.first(HeaderNames.HOST).orElse(""),
                headers.first(HeaderNames.ORIGIN).orElse(""))
            .or(() -> guard.refusal(headers.first(HeaderNames.AUTHORIZATION).orElse("")));
    if (refusal.isPresent()) {
      throw new WsUpgradeException(refusal.get());
    }
    return Optional.empty();
  }

  @Override
  public void onOpen(WsSession socket) {
    session = new HttpPeerSession(socket, limits.sendQueueBytesMax(), Thread.currentThread());
    peers.add(session);
    service.opened(session);
  }

  @Override
  public void onMessage(WsSession socket, String text, boolean last) {
    HttpPeerSession peer = opened();
    if ((long) fragments.length() + text.length() > limits.messageBytesMax()) {
      fragments.setLength(0);
      peer.close(
          WsCloseCodes.TOO_BIG,
          "the message is larger than " + limits.messageBytesMax() + " bytes");
      return;
    }
    fragments.append(text);
    if (!last) {
      return;
    }
    String message = fragments.toString();
    fragments.setLength(0);
    if (service.keepsOrder()) {
      service.answer(message, peer).ifPresent(peer::push);
    } else {
      answerAside(message, peer);
    }
  }

  @Override
  public void onMessage(WsSession socket, BufferData content, boolean last) {
    opened().close(WsCloseCodes.CANNOT_ACCEPT, "JSON-RPC is text, not binary");
  }

  @Override
  public void onPing(WsSession socket, BufferData content) {
    opened().pong(content);
  }

  private void answerAside(String message, HttpPeerSession peer) {
    try {
      running.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Thread.ofVirtual()
        .name("rpc-peer-call")
        .start(() -> {
          try {
            service.answer(message, peer).ifPresent(peer::push);
          } finally {
            running.release();
          }
        });
  }

  private HttpPeerSession opened() {
    HttpPeerSession peer = session;
    if (peer == null) {
      throw new IllegalStateException("message before the connection was opened");
    }
    return peer;
  }
}
