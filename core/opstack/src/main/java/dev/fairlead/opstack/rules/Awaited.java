package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;

/** What a decision waits for. */
public sealed interface Awaited {
  /** The chain on which it is awaited. */
  ChainId chain();

  /**
   * The chain has to reach a block or, without that block, a time.
   *
   * @param chain source of the message
   * @param number height of the referenced block, unsigned
   * @param timestamp time at which the chain would be complete without that block, unsigned
   */
  record Block(ChainId chain, long number, long timestamp) implements Awaited {}

  /**
   * A known block has to reach a level.
   *
   * @param chain source of the message
   * @param number height of the referenced block, unsigned
   * @param level the demanded level
   */
  record Level(ChainId chain, long number, SafetyLevel level) implements Awaited {}
}
