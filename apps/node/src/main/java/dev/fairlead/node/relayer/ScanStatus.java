package dev.fairlead.node.relayer;

import java.util.Optional;

/** How the reading of one chain goes. Written by its scanner, read by any thread. */
final class ScanStatus {
  private volatile long head;
  private volatile long read;
  private volatile boolean hasCaughtUp;
  private volatile String failure = "";

  void caughtUp() {
    hasCaughtUp = true;
  }

  void heads(long latest) {
    head = latest;
    failure = "";
  }

  void read(long number) {
    read = number;
  }

  /** Answers whether this failure is the first one in a row. */
  boolean failed(String reason) {
    boolean isFirst = failure.isEmpty();
    failure = reason;
    return isFirst;
  }

  /** Latest height of the chain. */
  long head() {
    return head;
  }

  /** Blocks that are not read yet. */
  long lag() {
    return Math.max(0, head - read);
  }

  /** Whether everything up to some head was read since the start. */
  boolean hasCaughtUp() {
    return hasCaughtUp;
  }

  /** Why nothing can be read at the moment. */
  Optional<String> failure() {
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }
}
