package dev.fairlead.xcmp.search;

/** What must hold in every state of the search. */
enum Property {
  /** Messages of one channel are received in the order in which they were sent (G2). */
  CHANNEL_ORDER,
  /** Whoever receives a message has received all before it in its channel (G2). */
  NO_GAP,
  /** No message is received twice (G2, RX6). */
  NO_DUPLICATE,
  /** What is received was sent on the same branch, at or before the relay parent (G3). */
  NO_UNSENT,
  /** No message is received, and no watermark moves, past one that waits before it (G4). */
  NOBODY_OVERTAKEN,
  /** A para that has the bodies can build on the newest relay block, and gets in. */
  NO_BRICKING,
  /** Balances, what waits and what is lost make the same sum for ever (AM14). */
  CONSTANT_SUPPLY,
  /** What one branch does leaves no trace on the other: both ends of a message disappear (W7). */
  FORKS_APART,
  /** The watermark never goes backwards on a branch (W2). */
  WATERMARK_FORWARD,
  /** Digests and counts are what was sent and is neither acknowledged nor lost (E3, E5, AM1). */
  QUEUE_OF_THE_WAITING,
  /** Deposits are reserved once per channel and side and come back once (CH12, SE7). */
  DEPOSITS_KEPT
}
