package dev.fairlead.simulator.disk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * A node's disk in a virtual world: values by key. What is written can be read at once; only what
 * was synced surely survives a crash. Of the writes since, a crash keeps any some, whatever their
 * order, as real disks do. Owned by one thread.
 *
 * @param <K> with an equality by content
 * @param <V> never changes
 */
public final class FaultyDisk<K, V> {
  private final RandomGenerator random;
  private final SequencedMap<K, V> synced = new LinkedHashMap<>(); // oldest first
  private final Map<K, Optional<V>> unsynced = new LinkedHashMap<>(); // empty: removed

  /** An empty disk; the generator decides what a crash loses. */
  public FaultyDisk(RandomGenerator random) {
    this.random = random;
  }

  /** Writes a value. */
  public void write(K key, V value) {
    change(key, Optional.of(value));
  }

  /** Removes a value. */
  public void remove(K key) {
    change(key, Optional.empty());
  }

  private void change(K key, Optional<V> value) {
    unsynced.remove(key); // so that the newest change is the last
    unsynced.put(key, value);
  }

  /** Reads a value, synced or not. */
  public Optional<V> read(K key) {
    Optional<V> newest = unsynced.get(key);
    return newest != null ? newest : Optional.ofNullable(synced.get(key));
  }

  /** Whether a value would be there after a crash now. */
  public boolean isDurable(K key) {
    return synced.containsKey(key) && !unsynced.containsKey(key);
  }

  /** What can be read after a start, oldest first; nothing has been written since. */
  public List<V> readAll() {
    return List.copyOf(synced.values());
  }

  /** All that can be read, synced or not; what was written last comes last. */
  public List<V> readable() {
    List<V> found = new ArrayList<>();
    synced.forEach((key, value) -> {
      if (!unsynced.containsKey(key)) {
        found.add(value);
      }
    });
    unsynced.values().forEach(change -> change.ifPresent(found::add));
    return found;
  }

  /** Looks at every durable value, in no order that matters. */
  public void forEach(BiConsumer<? super K, ? super V> action) {
    synced.forEach(action);
  }

  /** Makes all changes so far durable. */
  public void sync() {
    unsynced.forEach(this::apply);
    unsynced.clear();
  }

  /** The node crashes: each change since the last sync is kept or lost by chance. */
  public void crash() {
    List<K> lost = new ArrayList<>();
    for (K key : unsynced.keySet()) {
      if (random.nextBoolean()) {
        lost.add(key);
      }
    }
    lost.forEach(unsynced::remove);
    sync();
  }

  /** How many values can be read. */
  public int size() {
    int size = synced.size();
    for (Map.Entry<K, Optional<V>> change : unsynced.entrySet()) {
      boolean isThere = synced.containsKey(change.getKey());
      boolean willBe = change.getValue().isPresent();
      size += (willBe ? 1 : 0) - (isThere ? 1 : 0);
    }
    return size;
  }

  private void apply(K key, Optional<V> value) {
    if (value.isPresent()) {
      synced.put(key, value.get());
    } else {
      synced.remove(key);
    }
  }
}
