package dev.fairlead.xcmp.search;

import java.util.List;

/**
 * How far a search goes.
 *
 * @param blocks relay blocks after the channels are open, on both branches together
 * @param relayParents how many newest blocks a candidate may stand on
 * @param inFlight candidates of one para between backing and enactment
 * @param sessions session changes
 * @param isForking whether one fork may happen
 * @param isClosing whether one channel may close
 * @param isIdling whether the recipient also builds when nothing waits for it
 * @param isWarm whether a first message waits already when the search begins
 */
record Scope(
    int blocks,
    int relayParents,
    int inFlight,
    int sessions,
    boolean isForking,
    boolean isClosing,
    boolean isIdling,
    boolean isWarm) {
  /** What every build searches. */
  static final List<Scope> STANDARD =
      List.of(
          new Scope(4, 1, 1, 2, true, true, false, false),
          new Scope(3, 2, 2, 2, true, true, false, false),
          new Scope(3, 2, 2, 1, false, false, false, true));

  /** What a deeper run searches. */
  static final List<Scope> DEEP =
      List.of(
          new Scope(5, 1, 1, 2, true, false, false, false),
          new Scope(4, 1, 1, 2, false, true, false, true),
          new Scope(4, 2, 2, 1, false, false, false, true),
          new Scope(2, 2, 2, 2, true, true, true, true));
}
