package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.util.List;

/**
 * What the owner of the {@link RelayMachine} must do, in this order. Every question must be
 * answered, if only by "unreachable".
 */
public sealed interface RelayEffect {
  /**
   * Store these changes durably and atomically before doing anything that follows.
   *
   * @param records the changes, in order
   */
  record Persist(List<RelayRecord> records) implements RelayEffect {
    /** Copies the list. */
    public Persist {
      records = List.copyOf(records);
    }
  }

  /**
   * Ask the verifier whether a message may be executed.
   *
   * @param messageHash the message
   * @param identifier the emission in question
   * @param access what the access list would announce
   * @param execution under which circumstances
   */
  record QueryAdmission(
      Hash32 messageHash, Identifier identifier, Access access, Execution execution)
      implements RelayEffect {}

  /**
   * Circumstances of an execution.
   *
   * @param chain where
   * @param timestamp not before, seconds, unsigned
   * @param timeoutSeconds how much later it may be
   * @param level that the initiating block must have
   */
  record Execution(ChainId chain, long timestamp, long timeoutSeconds, SafetyLevel level) {}

  /**
   * Ask the destination whether a call succeeds and what gas it takes.
   *
   * @param messageHash the message
   * @param identifier the emission that it refers to
   * @param chain where to call
   * @param from account that would send it
   * @param call the call, with its access list
   */
  record Simulate(
      Hash32 messageHash,
      Identifier identifier,
      ChainId chain,
      Address20 from,
      TransactionCall call)
      implements RelayEffect {}

  /**
   * Ask a chain for the state of our account and for its fees.
   *
   * @param chain the chain
   * @param account our account
   */
  record QueryAccount(ChainId chain, Address20 account) implements RelayEffect {}

  /**
   * Send a transaction. It was part of a {@link Persist} before, or only fills a gap of nonces.
   *
   * @param chain the chain
   * @param transaction its hash
   * @param raw what to send
   */
  record Send(ChainId chain, Hash32 transaction, Bytes raw) implements RelayEffect {}

  /**
   * Ask a chain which transactions it has included.
   *
   * @param chain the chain
   * @param account our account, whose nonce is to be read first
   * @param transactions hashes in question
   */
  record QueryInclusion(ChainId chain, Address20 account, List<Hash32> transactions)
      implements RelayEffect {
    /** Copies the list. */
    public QueryInclusion {
      transactions = List.copyOf(transactions);
    }
  }

  /**
   * Tell people.
   *
   * @param event what has happened
   */
  record Report(RelayEvent event) implements RelayEffect {}
}
