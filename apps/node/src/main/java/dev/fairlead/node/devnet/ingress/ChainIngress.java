package dev.fairlead.node.devnet.ingress;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.http.HttpRpcOptions;
import dev.fairlead.jsonrpc.http.HttpRpcServer;
import dev.fairlead.jsonrpc.http.ListenFailure;
import dev.fairlead.jsonrpc.proxy.Inspection;
import dev.fairlead.jsonrpc.proxy.RpcProxy;
import dev.fairlead.node.devnet.chain.DevnetChain;
import java.net.URI;
import java.time.Duration;

/** The public port of one chain, for HTTP and WebSocket, open to pages of all web sites. */
public final class ChainIngress implements AutoCloseable {
  /** A call that waits for its transaction to be mined takes a block time. */
  private static final RpcClientLimits UPSTREAM =
      RpcClientLimits.DEFAULT.withRequestTimeout(Duration.ofMinutes(2));

  private final RpcProxy proxy;
  private final HttpRpcServer server;

  private ChainIngress(RpcProxy proxy, HttpRpcServer server) {
    this.proxy = proxy;
    this.server = server;
  }

  /** Opens the port; 0 lets the system choose. */
  public static ChainIngress open(int port, DevnetChain chain, Inspection gate)
      throws ListenFailure {
    RpcProxy proxy =
        new RpcProxy(
            new Endpoint(chain.http()),
            new Endpoint(chain.webSocket()),
            UPSTREAM,
            gate,
            RpcLimits.DEFAULT);
    boolean isOpen = false;
    try {
      HttpRpcServer server =
          HttpRpcServer.startService(HttpRpcOptions.loopback(port).withCors(), proxy);
      isOpen = true;
      return new ChainIngress(proxy, server);
    } finally {
      if (!isOpen) {
        proxy.close();
      }
    }
  }

  /** Where it answers HTTP. */
  public URI http() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Where it answers WebSocket. */
  public URI webSocket() {
    return URI.create("ws://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.close();
    proxy.close();
  }
}
