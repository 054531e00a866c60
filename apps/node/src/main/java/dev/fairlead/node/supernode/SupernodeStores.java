package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.opstack.verifier.VerifierStore;
import java.util.SortedSet;

/** Where a supernode keeps what must survive it. Opened for one configuration and one process. */
public interface SupernodeStores extends AutoCloseable {
  /** The log of a chain; the same object at each call. */
  MessageLog log(ChainId chain);

  /** The store of a component; the same object at each call. */
  VerifierStore verifier(SortedSet<ChainId> members);

  /** Closes all logs and stores and lets another process in. */
  @Override
  void close();
}
