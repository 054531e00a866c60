package dev.fairlead.node.supernode.config;

/**
 * An address to listen on.
 *
 * @param host interface, by name or address
 * @param port TCP port; 0 lets the system choose
 */
public record Listener(String host, int port) {
  /** What listeners bind unless told otherwise. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Port for Prometheus unless told otherwise. */
  public static final int METRICS_PORT = 7300;

  /** Refuses what is no port. */
  public Listener {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /** A port on the loopback interface. */
  public static Listener loopback(int port) {
    return new Listener(LOOPBACK, port);
  }
}
