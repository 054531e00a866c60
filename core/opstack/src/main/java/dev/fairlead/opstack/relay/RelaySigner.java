package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;

/** The accounts that pay. Signing is deterministic and touches nothing outside. */
public interface RelaySigner {
  /** The account that sends on a chain. */
  Address20 account(ChainId chain);

  /** The raw form of a transaction, signed by the account of its chain. */
  Bytes sign(FeeMarketTransaction transaction);
}
