package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Of which candidates a node keeps its chunk, oldest first. Chunks go when their time is over, and
 * those of candidates that were never included as soon as that is final.
 */
final class HeldChunks {
  private static final long UNDATED = -1;

  private final SequencedMap<Hash32, Held> held = new LinkedHashMap<>();
  private final SequencedMap<Hash32, Long> undecided = new LinkedHashMap<>(); // since this block
  private long bytes;

  private record Held(long bytes, long sinceBlock) {}

  /** What the store holds from before; its time begins anew with the first block that is seen. */
  void opened(List<NodeInput.KeptChunk> kept) {
    kept.forEach(one -> add(one.candidate(), one.bytes(), UNDATED));
  }

  /** The first block since the start: chunks from before count from here. */
  void began(long bestBlock) {
    held.replaceAll(
        (_, one) -> one.sinceBlock() == UNDATED ? new Held(one.bytes(), bestBlock) : one);
    undecided.replaceAll((_, since) -> since == UNDATED ? bestBlock : since);
  }

  void add(Hash32 candidate, long chunkBytes, long bestBlock) {
    if (held.putIfAbsent(candidate, new Held(chunkBytes, bestBlock)) == null) {
      bytes += chunkBytes;
      undecided.putLast(candidate, bestBlock);
    }
  }

  boolean holds(Hash32 candidate) {
    return held.containsKey(candidate);
  }

  /** The store has lost it. */
  void remove(Hash32 candidate) {
    Held one = held.remove(candidate);
    undecided.remove(candidate);
    bytes -= one == null ? 0 : one.bytes();
  }

  /**
   * Removes what need not be kept any more.
   *
   * @param keepBlocks how long, for included candidates
   * @return what the store must forget
   */
  List<Hash32> dropOld(RelayState finalized, int keepBlocks) {
    List<Hash32> gone = new ArrayList<>(neverIncluded(finalized));
    gone.forEach(this::remove);
    while (!held.isEmpty()) {
      Map.Entry<Hash32, Held> oldest = held.firstEntry();
      if (oldest.getValue().sinceBlock() + keepBlocks > finalized.number()) {
        break;
      }
      gone.add(oldest.getKey());
      remove(oldest.getKey());
    }
    return gone;
  }

  private List<Hash32> neverIncluded(RelayState finalized) {
    var rules = finalized.settings().candidates();
    int blocks = rules.relayParentsMax() + rules.availabilityBlocks();
    List<Hash32> gone = new ArrayList<>();
    SequencedSet<Map.Entry<Hash32, Long>> oldest = undecided.sequencedEntrySet();
    while (!oldest.isEmpty() && oldest.getFirst().getValue() + blocks < finalized.number()) {
      Hash32 candidate = oldest.removeFirst().getKey();
      if (finalized.enacted(candidate).isEmpty()) {
        gone.add(candidate);
      }
    }
    return gone;
  }

  long bytes() {
    return bytes;
  }

  int size() {
    return held.size();
  }
}
