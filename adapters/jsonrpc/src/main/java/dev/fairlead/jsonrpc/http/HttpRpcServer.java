package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.RpcDispatcher;
import dev.fairlead.jsonrpc.RpcHandler;
import dev.fairlead.jsonrpc.RpcServer;
import dev.fairlead.jsonrpc.RpcService;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * JSON-RPC by HTTP POST and by WebSocket on one port, at path {@code /}, with further pages by GET.
 * Every request runs on a virtual thread of its own.
 */
public final class HttpRpcServer implements RpcServer {
  private static final System.Logger LOG = System.getLogger(HttpRpcServer.class.getName());
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration IDLE_CHECK_PERIOD = Duration.ofSeconds(5);
  private static final int HEADERS_SIZE_MAX = 16 << 10;

  private final WebServer server;
  private final HttpPeers peers;
  private final HttpDeadlines deadlines;

  private HttpRpcServer(WebServer server, HttpPeers peers, HttpDeadlines deadlines) {
    this.server = server;
    this.peers = peers;
    this.deadlines = deadlines;
  }

  /** Listens and answers single calls with {@code handler}. */
  public static HttpRpcServer start(HttpRpcOptions options, RpcHandler handler)
      throws ListenFailure {
    return startService(options, new RpcDispatcher(handler, options.limits()));
  }

  /** Listens and answers whole messages with {@code service}. */
  public static HttpRpcServer startService(HttpRpcOptions options, RpcService service)
      throws ListenFailure {
    demandFreePort(options);
    HttpDeadlines deadlines = new HttpDeadlines();
    HttpPeers peers = new HttpPeers(options, service);
    HttpExchange exchange = new HttpExchange(options, service, deadlines);
    WebServer server = configure(options, exchange, peers, deadlines).build();
    server.start();
    if (!server.isRunning()) { // it logs the cause and throws nothing
      deadlines.close();
      peers.close();
      throw new ListenFailure("cannot listen on " + place(options) + ": see the log above");
    }
    LOG.log(
        System.Logger.Level.INFO,
        "rpc-listening address={0} port={1}",
        options.bindAddress(),
        Integer.toString(server.port()));
    return new HttpRpcServer(server, peers, deadlines);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    peers.close();
    server.stop();
    deadlines.close();
  }

  private static WebServerConfig.Builder configure(
      HttpRpcOptions options, HttpExchange exchange, HttpPeers peers, HttpDeadlines deadlines)
      throws ListenFailure {
    return WebServer.builder()
        .address(address(options))
        .port(options.port())
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .shutdownGracePeriod(options.limits().stopTimeout())
        .maxTcpConnections(options.limits().connectionsMax())
        .idleConnectionTimeout(IDLE_TIMEOUT)
        .idleConnectionPeriod(IDLE_CHECK_PERIOD)
        .connectionOptions(SocketOptions.builder().readTimeout(Duration.ZERO).build())
        .protocolsDiscoverServices(false)
        .addProtocol(
            Http1Config.builder()
                .maxHeadersSize(HEADERS_SIZE_MAX)
                .addReceiveListener(
                    new HttpHeaderDeadline(deadlines, options.limits().requestTimeout()))
                .build())
        .addProtocol(WsConfig.builder().maxFrameLength(options.limits().messageBytesMax()).build())
        .routing(HttpRouting.builder().any(exchange::handle))
        .addRouting(WsRouting.builder().endpoint("/", peers::newPeer));
  }

  private static InetAddress address(HttpRpcOptions options) throws ListenFailure {
    try {
      return InetAddress.getByName(options.bindAddress());
    } catch (UnknownHostException e) {
      throw new ListenFailure("cannot listen on " + options.bindAddress() + ": unknown host");
    }
  }

  // The web server reports a taken port only to its log, with a page of stack traces.
  private static void demandFreePort(HttpRpcOptions options) throws ListenFailure {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address(options), options.port()));
    } catch (IOException e) {
      throw new ListenFailure(
          "cannot listen on " + place(options) + ": " + e.getMessage() + "; choose another port");
    }
  }

  private static String place(HttpRpcOptions options) {
    return options.bindAddress() + ":" + options.port();
  }
}
