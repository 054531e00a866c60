package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.Identifier;
import java.util.List;

/** What the {@link RelayMachine} is told. Numbers and timestamps are unsigned. */
public sealed interface RelayInput {
  /** Time has passed. */
  record TickElapsed() implements RelayInput {}

  /**
   * A chain was read up to a block.
   *
   * @param chain the chain
   * @param upTo last block that was read; follows the last one of the cursor
   * @param sent messages that were emitted
   * @param relayed messages that were executed
   */
  record BlocksScanned(ChainId chain, BlockRef upTo, List<Sent> sent, List<Relayed> relayed)
      implements RelayInput {
    /** Copies the lists. */
    public BlocksScanned {
      sent = List.copyOf(sent);
      relayed = List.copyOf(relayed);
    }
  }

  /**
   * One emission.
   *
   * @param message what was sent
   * @param sighting where
   */
  record Sent(PendingMessage message, Sighting sighting) {}

  /**
   * One execution.
   *
   * @param messageHash of what was executed
   * @param blockNumber in which block
   */
  record Relayed(Hash32 messageHash, long blockNumber) {}

  /**
   * A chain has dropped blocks that were read.
   *
   * @param chain the chain
   * @param ancestor height of the last block that is still there
   */
  record ChainRewound(ChainId chain, long ancestor) implements RelayInput {}

  /**
   * Where a chain stands, whether read or not.
   *
   * @param chain the chain
   * @param head latest height
   * @param timestamp of that block, seconds
   * @param finalized height of the last final block; 0 if none is
   */
  record HeadsSeen(ChainId chain, long head, long timestamp, long finalized)
      implements RelayInput {}

  /**
   * Answer to {@link RelayEffect.QueryAdmission}.
   *
   * @param messageHash the message
   * @param identifier the emission that was asked for
   * @param answer the answer
   */
  record AdmissionAnswered(Hash32 messageHash, Identifier identifier, Admission answer)
      implements RelayInput {}

  /**
   * Answer to {@link RelayEffect.Simulate}.
   *
   * @param messageHash the message
   * @param identifier the emission that was used
   * @param answer the answer
   */
  record SimulationAnswered(Hash32 messageHash, Identifier identifier, Simulation answer)
      implements RelayInput {}

  /**
   * Answer to {@link RelayEffect.QueryAccount}.
   *
   * @param chain the chain
   * @param answer the answer
   */
  record AccountAnswered(ChainId chain, Account answer) implements RelayInput {}

  /**
   * Answer to {@link RelayEffect.Send}.
   *
   * @param chain the chain
   * @param transaction hash of what was sent
   * @param answer the answer
   */
  record SendAnswered(ChainId chain, Hash32 transaction, SendResult answer) implements RelayInput {}

  /**
   * Answer to {@link RelayEffect.QueryInclusion}.
   *
   * @param chain the chain
   * @param answer the answer
   */
  record InclusionAnswered(ChainId chain, Inclusion answer) implements RelayInput {}

  /**
   * The operator wants a parked message tried now.
   *
   * @param messageHash the message
   */
  record RetryRequested(Hash32 messageHash) implements RelayInput {}
}
