package dev.fairlead.jsonrpc.http;

import dev.fairlead.jsonrpc.RpcLimits;
import java.util.List;
import java.util.Set;

/**
 * How one listener is set up.
 *
 * @param bindAddress address or name of the interface
 * @param port 0 for any free one
 * @param limits what callers may demand
 * @param allowedHosts names beside loopback names and addresses that may stand in the Host header
 * @param isCorsEnabled whether pages of all web sites may call
 * @param guard who may call
 * @param pages further pages by GET, open to all who pass the guard
 */
public record HttpRpcOptions(
    String bindAddress,
    int port,
    RpcLimits limits,
    Set<String> allowedHosts,
    boolean isCorsEnabled,
    CallerGuard guard,
    List<TextPage> pages) {
  /** Copies the collections. */
  public HttpRpcOptions {
    allowedHosts = Set.copyOf(allowedHosts);
    pages = List.copyOf(pages);
  }

  /** The loopback interface, default limits, no web pages, no guard. */
  public static HttpRpcOptions loopback(int port) {
    return new HttpRpcOptions(
        "127.0.0.1", port, RpcLimits.DEFAULT, Set.of(), false, CallerGuard.NONE, List.of());
  }

  /** The same on another interface. */
  public HttpRpcOptions withBindAddress(String address) {
    return new HttpRpcOptions(address, port, limits, allowedHosts, isCorsEnabled, guard, pages);
  }

  /** The same with other limits. */
  public HttpRpcOptions withLimits(RpcLimits other) {
    return new HttpRpcOptions(bindAddress, port, other, allowedHosts, isCorsEnabled, guard, pages);
  }

  /** The same with these host names. */
  public HttpRpcOptions withAllowedHosts(Set<String> hosts) {
    return new HttpRpcOptions(bindAddress, port, limits, hosts, isCorsEnabled, guard, pages);
  }

  /** The same, open to pages of all web sites. */
  public HttpRpcOptions withCors() {
    return new HttpRpcOptions(bindAddress, port, limits, allowedHosts, true, guard, pages);
  }

  /** The same with a guard. */
  public HttpRpcOptions withGuard(CallerGuard other) {
    return new HttpRpcOptions(bindAddress, port, limits, allowedHosts, isCorsEnabled, other, pages);
  }

  /** The same with these pages. */
  public HttpRpcOptions withPages(List<TextPage> all) {
    return new HttpRpcOptions(bindAddress, port, limits, allowedHosts, isCorsEnabled, guard, all);
  }
}
