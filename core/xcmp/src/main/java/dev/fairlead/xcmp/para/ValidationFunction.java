package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.trie.WitnessMissing;

/**
 * What a para computes, above the handling of messages. Pure: the same storage and input give the
 * same storage and messages. Whatever it cannot make sense of has no effect; it never stops.
 */
public interface ValidationFunction {
  /** Executes one message of a batch, after it has been acknowledged (RX3). */
  void onMessage(ParaStorage storage, ParaId sender, Bytes message) throws WitnessMissing;

  /** Executes one transaction of a block. */
  void onTransaction(ParaStorage storage, Bytes transaction) throws WitnessMissing;
}
