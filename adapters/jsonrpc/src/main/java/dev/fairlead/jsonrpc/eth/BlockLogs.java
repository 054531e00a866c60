package dev.fairlead.jsonrpc.eth;

import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.messagelog.MessageReference;
import java.util.List;

/**
 * The logs of one block as the message log keeps them.
 *
 * @param hashes one per log, in order
 * @param references those that are executing messages
 * @param flaw first contradiction found; empty text if there is none
 */
record BlockLogs(HashList hashes, List<MessageReference> references, String flaw) {
  BlockLogs {
    references = List.copyOf(references);
  }
}
