package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.InMemoryMessageLog;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.dependency.Activation;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.ExecutingMessage;
import dev.fairlead.opstack.message.ExecutingMessageCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.message.SealedBlockCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Chains with real logs and checksums, built block by block. */
public final class TestWorld {
  /** Activation of every chain unless said otherwise. */
  public static final long ACTIVATION = 1000;

  /** Block time of every chain unless said otherwise. */
  public static final long BLOCK_TIME = 2;

  private final Map<ChainId, List<SealedBlock>> blocks = new TreeMap<>();
  private final Map<ChainId, ChainRules> rules = new HashMap<>();

  /** The chain of that number. */
  public static ChainId chain(long id) {
    return ChainId.of(id);
  }

  /** A log without meaning for the protocol; different marks make different logs. */
  public static EventLog plain(int mark) {
    return new EventLog(
        Address20.literal("0x" + "ab".repeat(20)), List.of(), Bytes.of(new byte[] {(byte) mark}));
  }

  /** The execution of a log that stands at that place. */
  public static EventLog executing(
      long chain, long number, long logIndex, long time, EventLog log) {
    Identifier id = new Identifier(log.address(), number, logIndex, time, chain(chain));
    return ExecutingMessageCodec.encode(new ExecutingMessage(id, MessageHashes.payloadHash(log)));
  }

  /** Sets the activation of a chain. */
  public TestWorld activation(long chain, long timestamp) {
    rules.put(chain(chain), new ChainRules(new Activation.At(timestamp), BLOCK_TIME));
    return this;
  }

  /** Appends a block to a chain. */
  public TestWorld block(long chain, long number, long timestamp, EventLog... logs) {
    List<SealedBlock> list = blocks.computeIfAbsent(chain(chain), _ -> new ArrayList<>());
    Hash32 parent = list.isEmpty() ? Hash32.ZERO : list.getLast().seal().hash();
    BlockSeal seal =
        new BlockSeal(
            new BlockRef(number, new Hash32(chain, number, timestamp, 1)),
            parent,
            timestamp,
            logs.length,
            Hash32.ZERO,
            Hash32.ZERO);
    list.add(SealedBlockCodec.encode(seal, List.of(logs)));
    rules.putIfAbsent(chain(chain), new ChainRules(new Activation.At(ACTIVATION), BLOCK_TIME));
    return this;
  }

  /** All blocks by chain. */
  public Map<ChainId, List<SealedBlock>> blocks() {
    return blocks;
  }

  /** Rules of all chains that have blocks. */
  public Map<ChainId, ChainRules> rules() {
    return rules;
  }

  /** Log views of all blocks up to a time. */
  public Map<ChainId, LogView> logsUpTo(long timestamp) {
    Map<ChainId, LogView> views = new HashMap<>();
    blocks.forEach((chain, list) -> {
      InMemoryMessageLog log = new InMemoryMessageLog();
      log.appendAll(list.stream().filter(block -> block.seal().timestamp() <= timestamp).toList());
      views.put(chain, log.view());
    });
    return views;
  }

  /** All blocks as sources. */
  public SourceView sources() {
    return new LogSourceView(logsUpTo(Long.MAX_VALUE), rules);
  }
}
