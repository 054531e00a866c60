package dev.fairlead.opstack.access;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.rules.SourceView;
import java.util.Optional;

/** What the check of an access list sees: one fixed state of logs, heads and configuration. */
public interface AdmissionView extends SourceView {
  /** Whether blocks of the expiry window are still being fetched for this chain. */
  boolean isBackFilling(ChainId chain);

  /** The chain's newest block of at least that level; every block up to it has the level too. */
  Optional<BlockRef> head(ChainId chain, SafetyLevel level);

  /** The level that messages from a source must have to be executed on a chain, whoever asks. */
  SafetyLevel minSafety(ChainId executing, ChainId source);
}
