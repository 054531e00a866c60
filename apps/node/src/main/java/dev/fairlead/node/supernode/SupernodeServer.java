package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.RpcLimits;
import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethods;
import dev.fairlead.jsonrpc.RpcServer;
import dev.fairlead.jsonrpc.http.CallerGuard;
import dev.fairlead.jsonrpc.http.HttpRpcOptions;
import dev.fairlead.jsonrpc.http.HttpRpcServer;
import dev.fairlead.jsonrpc.http.ListenFailure;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.health.HealthPages;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.supernode.config.Listener;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.rpc.BlockHashByNumber;
import dev.fairlead.node.supernode.rpc.CheckAccessList;
import dev.fairlead.node.supernode.rpc.GetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.HeartbeatCheck;
import dev.fairlead.node.supernode.rpc.SetFailsafeEnabled;
import dev.fairlead.node.supernode.rpc.SyncStatus;
import dev.fairlead.node.supernode.rpc.VerdictOfBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The listeners of a supernode: RPC with health pages, metrics, and admin behind a guard. */
public final class SupernodeServer implements AutoCloseable {
  private final List<RpcServer> servers = new ArrayList<>();
  private final int rpcPort;

  private SupernodeServer(RpcServer rpc) {
    servers.add(rpc);
    this.rpcPort = rpc.port();
  }

  /** Opens RPC and health pages. */
  public static SupernodeServer start(Supernode supernode, Health health) throws ListenFailure {
    SupernodeConfig config = supernode.config();
    HttpRpcOptions options =
        options(config.rpc().open(), config)
            .withAllowedHosts(Set.copyOf(config.rpc().allowedHosts()))
            .withPages(HealthPages.of(health));
    return new SupernodeServer(
        HttpRpcServer.start(options, new RpcMethods(openMethods(supernode))));
  }

  /** Opens the page of metrics where the configuration wants it. */
  public SupernodeServer withMetrics(Supernode supernode, Metrics metrics) throws ListenFailure {
    SupernodeConfig config = supernode.config();
    if (config.metrics().isPresent()) {
      HttpRpcOptions options =
          options(config.metrics().get(), config)
              .withAllowedHosts(Set.copyOf(config.rpc().allowedHosts()))
              .withPages(List.of(HealthPages.metrics(metrics)));
      servers.add(HttpRpcServer.start(options, new RpcMethods(List.of())));
    }
    return this;
  }

  /** Opens the operator's methods on a listener of their own. */
  public SupernodeServer withAdmin(Supernode supernode, Listener listener, CallerGuard guard)
      throws ListenFailure {
    HttpRpcOptions options = options(listener, supernode.config()).withGuard(guard);
    servers.add(HttpRpcServer.start(options, new RpcMethods(adminMethods(supernode))));
    return this;
  }

  /** The methods that everybody may call. */
  public static List<RpcMethod> openMethods(Supernode supernode) {
    return List.of(
        new CheckAccessList(supernode.admission(), supernode.config().limits().groupsPerCheck()),
        new BlockHashByNumber(supernode::snapshot),
        new SyncStatus(supernode::snapshot),
        new HeartbeatCheck(),
        new VerdictOfBlock(supernode::snapshot, supernode.reporter()));
  }

  /** The methods of the operator. */
  public static List<RpcMethod> adminMethods(Supernode supernode) {
    return List.of(
        new GetFailsafeEnabled(supernode.failsafe()), new SetFailsafeEnabled(supernode.failsafe()));
  }

  /** The port that RPC listens on. */
  public int rpcPort() {
    return rpcPort;
  }

  /** The ports of all listeners, in the order of opening: RPC, then what was added. */
  public List<Integer> ports() {
    return servers.stream().map(RpcServer::port).toList();
  }

  @Override
  public void close() {
    servers.reversed().forEach(RpcServer::close);
  }

  private static HttpRpcOptions options(Listener listener, SupernodeConfig config) {
    return HttpRpcOptions.loopback(listener.port())
        .withBindAddress(listener.host())
        .withLimits(RpcLimits.DEFAULT.withMessageBytesMax(config.limits().messageBytes()));
  }
}
