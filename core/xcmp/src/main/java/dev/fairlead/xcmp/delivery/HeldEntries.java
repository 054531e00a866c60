package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** Which items a node keeps, by key (see {@link QueueEntry}), oldest first. */
final class HeldEntries {
  private static final long UNDATED = -1;

  private final SequencedMap<EntryId, Held> held = new LinkedHashMap<>();
  private final SequencedMap<EntryId, OptionalLong> received = new LinkedHashMap<>();
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
    received(kept.stream().map(NodeInput.Kept::key).toList()); // which of it was not, is seen later
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

  /** These came for a recipient that this node receives for, not because it backed them. */
  void received(List<EntryId> keys) {
    keys.forEach(key -> received.putIfAbsent(key, OptionalLong.empty()));
  }

  /** What was received, each with the final block that showed it acted on, if one has. */
  SequencedMap<EntryId, OptionalLong> received() {
    return received;
  }

  void remove(EntryId key) {
    received.remove(key);
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
