package dev.fairlead.node.devnet.traffic;

import java.util.List;

/** Where the demonstration is shown. Called from one thread at a time; must be quick. */
public interface TrafficScreen {
  /** A message has come to another state. */
  void changed(MessageView message);

  /**
   * Everything, some times per second.
   *
   * @param recent the newest messages, oldest first
   * @param tally all messages
   * @param supply of tokens
   */
  void show(List<MessageView> recent, Tally tally, Supply supply);
}
