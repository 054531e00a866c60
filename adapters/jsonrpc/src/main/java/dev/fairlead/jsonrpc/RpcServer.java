package dev.fairlead.jsonrpc;

/** A listener that has been started. Safe for use from any thread. */
public interface RpcServer extends AutoCloseable {
  /** The port it listens on; the chosen one if port 0 was asked for. */
  int port();

  /** Refuses new work, lets running calls finish for a bounded time, then closes all. */
  @Override
  void close();
}
