package dev.fairlead.xcmp.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened to messages on one branch of the relay chain, told from the bodies in enacted
 * blocks alone, not from relay state.
 *
 * @param sent in the order of enactment
 * @param received in the order of the recipient's blocks
 * @param lost with the end of their channel
 */
record History(List<Message> sent, List<Message> received, List<Message> lost) {
  static final History START = new History(List.of(), List.of(), List.of());

  History {
    sent = List.copyOf(sent);
    received = List.copyOf(received);
    lost = List.copyOf(lost);
  }

  /** Sent, but neither received nor lost. */
  List<Message> waiting() {
    return sent.stream().filter(one -> !received.contains(one) && !lost.contains(one)).toList();
  }

  History withSent(List<Message> more) {
    return new History(joined(sent, more), received, lost);
  }

  History withReceived(List<Message> more) {
    return new History(sent, joined(received, more), lost);
  }

  History withLost(List<Message> more) {
    return new History(sent, received, joined(lost, more));
  }

  static List<Message> joined(List<Message> list, List<Message> more) {
    List<Message> joined = new ArrayList<>(list);
    joined.addAll(more);
    return List.copyOf(joined);
  }
}
