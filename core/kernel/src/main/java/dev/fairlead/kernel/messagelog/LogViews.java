package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.identity.ChainId;

/** Read-only access to the message logs of several chains, for machines that compare them. */
@FunctionalInterface
public interface LogViews {
  /** The state of one chain's log now; the chain must be one of those that are followed. */
  LogView of(ChainId chain);
}
