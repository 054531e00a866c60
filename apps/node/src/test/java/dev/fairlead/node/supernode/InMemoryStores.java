package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.InMemoryMessageLog;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.opstack.verifier.InMemoryVerifierStore;
import dev.fairlead.opstack.verifier.VerifierStore;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Stores without a disk, whose logs may be wrapped. */
final class InMemoryStores implements SupernodeStores {
  private final Map<ChainId, MessageLog> logs = new ConcurrentHashMap<>();
  private final Map<ChainId, VerifierStore> verifiers = new ConcurrentHashMap<>();
  private final UnaryOperator<MessageLog> wrap;

  InMemoryStores(UnaryOperator<MessageLog> wrap) {
    this.wrap = wrap;
  }

  @Override
  public MessageLog log(ChainId chain) {
    return logs.computeIfAbsent(chain, _ -> wrap.apply(new InMemoryMessageLog()));
  }

  @Override
  public VerifierStore verifier(SortedSet<ChainId> members) {
    return verifiers.computeIfAbsent(members.first(), _ -> new InMemoryVerifierStore());
  }

  @Override
  public void close() {}
}
