package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.bytes.HashList;
import java.util.List;

/**
 * One block as the log keeps it: seal, log hashes in order, and the decoded references it makes.
 *
 * @param seal facts of the block
 * @param logHashes one hash per log, by block-wide log index
 * @param references by ascending log index
 */
public record SealedBlock(BlockSeal seal, HashList logHashes, List<MessageReference> references) {
  /** Refuses counts and indices that contradict each other. */
  public SealedBlock {
    references = List.copyOf(references);
    if (logHashes.size() != seal.logCount()) {
      throw new IllegalArgumentException(
          "seal counts " + seal.logCount() + " logs, list has " + logHashes.size());
    }
    int last = -1;
    for (MessageReference reference : references) {
      if (reference.logIndex() <= last || reference.logIndex() >= seal.logCount()) {
        throw new IllegalArgumentException("reference out of place: " + reference);
      }
      last = reference.logIndex();
    }
  }
}
