package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;

/** What a judgement sees of the source chains: one fixed state, read-only. */
public interface SourceView {
  /** The log at a position of a chain; {@code Ahead} for a chain of which nothing is known. */
  LogLookup log(ChainId chain, LogPosition position);

  /**
   * Whether the view provably holds every block of the chain up to and including that time,
   * unsigned seconds. Only then is a block above the tip unknown for good.
   */
  boolean isCompleteAt(ChainId chain, long timestamp);
}
