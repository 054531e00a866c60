package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.List;

/** Reduces the logs of a block to what the message log keeps: hashes and decoded references. */
public final class SealedBlockCodec {
  private SealedBlockCodec() {}

  /** The seal must count exactly these logs, in block order. */
  public static SealedBlock encode(BlockSeal seal, List<EventLog> logs) {
    HashList.Builder logHashes = new HashList.Builder(logs.size());
    List<MessageReference> references = new ArrayList<>();
    for (int i = 0; i < logs.size(); i++) {
      int logIndex = i;
      EventLog log = logs.get(i);
      logHashes.add(MessageHashes.logHash(log));
      ExecutingMessageCodec.decode(log)
          .ifPresent(message -> references.add(message.toReference(logIndex)));
    }
    return new SealedBlock(seal, logHashes.build(), references);
  }
}
