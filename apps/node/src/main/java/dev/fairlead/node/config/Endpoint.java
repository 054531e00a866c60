package dev.fairlead.node.config;

import java.net.URI;

/**
 * An address to call. It may hold credentials in its user part, path or query, so it prints itself
 * as scheme, host and port only.
 *
 * @param uri the whole address; do not log or print it
 */
public record Endpoint(URI uri) {
  /** Whether the address is that of a WebSocket. */
  public boolean isWebSocket() {
    return uri.getScheme().equals("ws") || uri.getScheme().equals("wss");
  }

  @Override
  public String toString() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}
