package dev.fairlead.simulator.replay;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.world.Place;
import dev.fairlead.xcmp.relaychain.RelayEvent;

/** What may happen to a message, in the usual order. */
public sealed interface LifeFact {
  /**
   * It waits in its sender's outbox.
   *
   * @param paraBlock number of the sender's block that put its first part there
   */
  record Queued(long paraBlock) implements LifeFact {}

  /**
   * A block of the sender commits to it.
   *
   * @param collator who built the block
   * @param paraBlock its number
   * @param bodyBytes length of the body
   */
  record Committed(Place collator, long paraBlock, long bodyBytes) implements LifeFact {}

  /**
   * A node has the body on its disk.
   *
   * @param node which
   * @param part what the node is to the message
   * @param count so many nodes of that part have it now
   */
  record BodyKept(Place node, Part part, int count) implements LifeFact {}

  /** The candidate that carries it is backed. */
  record Backed(BlockRef block, int group) implements LifeFact {}

  /** The candidate is dropped before it is included. */
  record CandidateDropped(BlockRef block, RelayEvent.DropCause cause) implements LifeFact {}

  /** It counts as sent: a relay block on the best fork includes it. */
  record Included(BlockRef block) implements LifeFact {}

  /** Its body is on the relay chain. */
  record Posted(BlockRef block) implements LifeFact {}

  /** The recipient's watermark passed it on the best fork. */
  record Acked(BlockRef block) implements LifeFact {}

  /** The best fork no longer has the block that included it. */
  record DroppedWithFork(BlockRef block) implements LifeFact {}

  /** The best fork no longer has the block that acknowledged it. */
  record AckTakenBack(BlockRef block) implements LifeFact {}

  /** The block that acknowledged it is final. */
  record AckFinal(BlockRef block) implements LifeFact {}

  /** What a node is to a message. */
  enum Part {
    /** A collator of the sender. */
    SENDING_COLLATOR,
    /** A validator of the group that backed it. */
    SENDING_GROUP,
    /** A validator of the group that receives for the recipient. */
    RECEIVING_GROUP,
    /** A collator of the recipient. */
    RECEIVING_COLLATOR,
    /** Any other node. */
    OTHER
  }
}
