package dev.fairlead.simulator.world;

/** What the network of a world was given to carry. */
final class Counters {
  private long messages;
  private long bytes;
  private long lost;
  private long connections;

  void connected() {
    connections++;
  }

  void sent(long size) {
    messages++;
    bytes += size;
  }

  void lost() {
    lost++;
  }

  long messages() {
    return messages;
  }

  long bytes() {
    return bytes;
  }

  long messagesLost() {
    return lost;
  }

  long connections() {
    return connections;
  }
}
