package dev.fairlead.node.devnet;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.InMemoryMessageLog;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.node.supernode.SupernodeStores;
import dev.fairlead.opstack.verifier.InMemoryVerifierStore;
import dev.fairlead.opstack.verifier.VerifierStore;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Stores of a supernode whose chains end with it. Used by one thread. */
final class MemoryStores implements SupernodeStores {
  private final SortedMap<ChainId, MessageLog> logs = new TreeMap<>();
  private final SortedMap<ChainId, VerifierStore> verifiers = new TreeMap<>();

  @Override
  public MessageLog log(ChainId chain) {
    return logs.computeIfAbsent(chain, id -> new InMemoryMessageLog());
  }

  @Override
  public VerifierStore verifier(SortedSet<ChainId> members) {
    return verifiers.computeIfAbsent(members.first(), id -> new InMemoryVerifierStore());
  }

  @Override
  public void close() {
    logs.values().forEach(MessageLog::close);
    verifiers.values().forEach(VerifierStore::close);
  }
}
