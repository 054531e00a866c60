package dev.fairlead.node.devnet.anvil;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds out whether a port of this machine can be listened on by doing so for a moment. */
public final class PortCheck {
  private PortCheck() {}

  /** Whether nobody listens there. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // the caller names the port and the remedy
    }
  }
}
