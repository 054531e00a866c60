package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayCall;
import dev.fairlead.opstack.message.RelayCallCodec;
import dev.fairlead.opstack.message.SentMessageCodec;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.Recipient;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.math.BigInteger;
import java.util.List;

/** The calls that the relayer makes (section 2.7). */
public final class RelayCalls {
  /** Gas of a transfer without data. */
  static final long TRANSFER_GAS = 21_000;

  private RelayCalls() {}

  /** What the access list of a relaying transaction announces. */
  public static Access access(PendingMessage message, Identifier identifier) {
    EventLog log = SentMessageCodec.encode(message.sent());
    return Access.of(identifier, MessageHashes.payloadHash(log));
  }

  /** Executes a message that was emitted at {@code identifier}. */
  public static TransactionCall relay(PendingMessage message, Identifier identifier) {
    Bytes payload = SentMessageCodec.encode(message.sent()).payload();
    Access access = Access.of(identifier, Keccak256.hash(payload));
    return new TransactionCall(
        new Recipient.Account(Predeploys.L2_TO_L2_MESSENGER),
        BigInteger.ZERO,
        RelayCallCodec.encode(new RelayCall(identifier, payload)),
        List.of(new AccessTuple(Predeploys.CROSS_L2_INBOX, AccessListCodec.encode(access))));
  }

  /** Does nothing but use up a nonce. */
  static TransactionCall nothing(Address20 account) {
    return new TransactionCall(
        new Recipient.Account(account), BigInteger.ZERO, Bytes.EMPTY, List.of());
  }

  /** Names a signed transaction. */
  static Attempt attempt(FeeMarketTransaction transaction, Bytes raw, Attempt.Purpose purpose) {
    return new Attempt(Keccak256.hash(raw), raw, transaction.fees(), purpose);
  }
}
