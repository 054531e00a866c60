package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Which items a node keeps, by key (see {@link QueueEntry}), oldest first. */
final class HeldEntries {
  private static final long UNDATED = -1;

  private final SequencedMap<EntryId, Held> held = new LinkedHashMap<>();
  private long bytes;

  /**
   * What is known of an item without reading it.
   *
   * @param bodyBytes length of its body
   * @param sinceBlock best relay block when it came
   */
  record Held(long bodyBytes, long sinceBlock) {}

  /** What the store holds from before; its time begins anew with the first block that is seen. */
  void opened(List<NodeInput.Kept> kept) {
    kept.forEach(one -> add(one.key(), one.bodyBytes(), UNDATED));
  }

  /** The first block since the start: items from before count from here. */
  void began(long bestBlock) {
    held.replaceAll(
        (_, one) -> one.sinceBlock() == UNDATED ? new Held(one.bodyBytes(), bestBlock) : one);
  }

  /** Whether it was not held before. */
  boolean add(EntryId key, long bodyBytes, long bestBlock) {
    if (held.containsKey(key)) {
      return false;
    }
    held.put(key, new Held(bodyBytes, bestBlock));
    bytes += bodyBytes;
    return true;
  }

  /** Puts an item at the end again, as if it had come with this block. */
  void renew(EntryId key, long bestBlock) {
    Held one = held.remove(key);
    if (one != null) {
      held.put(key, new Held(one.bodyBytes(), bestBlock));
    }
  }

  void remove(EntryId key) {
    Held one = held.remove(key);
    if (one != null) {
      bytes -= one.bodyBytes();
    }
  }

  boolean holds(EntryId key) {
    return held.containsKey(key);
  }

  Optional<Held> get(EntryId key) {
    return Optional.ofNullable(held.get(key));
  }

  Optional<Map.Entry<EntryId, Held>> oldest() {
    return Optional.ofNullable(held.firstEntry());
  }

  List<EntryId> keys() {
    return List.copyOf(held.keySet());
  }

  long bytes() {
    return bytes;
  }

  int size() {
    return held.size();
  }

  /** The same item under another name. */
  static Item named(Item item, EntryId id) {
    return new Item(id, item.link(), item.headProof(), item.body());
  }
}
