package dev.fairlead.simulator.world;

import dev.fairlead.xcmp.peer.PeerRequest;

/** A request on its way, from being sent to its answer or failure. */
final class OpenAsk {
  private final long id;
  private final int asker;
  private final int askerIncarnation;
  private final long ticket;
  private final int server;
  private final long connection;
  private final PeerRequest request;
  private boolean isOpen = true;

  OpenAsk(NodeHost asker, long ticket, int server, Route route, PeerRequest request) {
    this.id = route.id();
    this.asker = asker.index();
    this.askerIncarnation = asker.incarnation();
    this.ticket = ticket;
    this.server = server;
    this.connection = route.connection();
    this.request = request;
  }

  /**
   * How it travels.
   *
   * @param id of the request in its world
   * @param connection number of the connection
   */
  record Route(long id, long connection) {}

  /** The ticket under which the server sees it. */
  long id() {
    return id;
  }

  int asker() {
    return asker;
  }

  int askerIncarnation() {
    return askerIncarnation;
  }

  /** The ticket of the asker's machine. */
  long ticket() {
    return ticket;
  }

  int server() {
    return server;
  }

  long connection() {
    return connection;
  }

  PeerRequest request() {
    return request;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Ends it; false if it had ended before. */
  boolean close() {
    boolean wasOpen = isOpen;
    isOpen = false;
    return wasOpen;
  }
}
