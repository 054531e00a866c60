package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.simulator.adversary.Traitor;
import dev.fairlead.simulator.disk.FaultyDisk;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.para.MessagePool;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One node of a world: its machine, its disk and its connections. */
final class NodeHost {
  private final int index;
  private final Place place;
  private final Supplier<Machine<NodeInput, NodeEffect>> machines;
  private final FaultyDisk<EntryId, Item> disk;
  private final FaultyDisk<Hash32, Chunk> chunks;
  private @Nullable Machine<NodeInput, NodeEffect> machine; // none while it is down
  private int incarnation = 1;
  private MessagePool pool;

  /** Connection by peer. */
  final Links connections = new Links();

  /** Own requests under way, by number. */
  final SortedMap<Long, OpenAsk> asks = new TreeMap<>();

  /** Body bytes that are being checked, by ticket. */
  final Map<Long, Long> unverified = new HashMap<>();

  /** What waits for the disk, in order. */
  final Deque<NodeEffect> behindSync = new ArrayDeque<>();

  boolean isSyncing;
  private boolean isBad;

  /** What the disk syncs now. */
  List<Item> beingSynced = List.of();

  long tickAtNanos = Long.MAX_VALUE;
  long toldUntilNanos; // relay blocks reach a node in their order

  NodeHost(
      int index,
      Place place,
      Supplier<Machine<NodeInput, NodeEffect>> machines,
      RandomGenerator random) {
    this.index = index;
    this.place = place;
    this.machines = machines;
    this.disk = new FaultyDisk<>(random);
    this.chunks = new FaultyDisk<>(random);
    this.machine = machines.get();
    this.pool = new MessagePool(place.para().orElse(ParaId.LOWEST));
  }

  int index() {
    return index;
  }

  Place place() {
    return place;
  }

  /** Number of its life, from 1; rises with every crash. */
  int incarnation() {
    return incarnation;
  }

  /** How often it was started. */
  int starts() {
    return isUp() ? incarnation : incarnation - 1;
  }

  boolean isUp() {
    return machine != null;
  }

  /** Whether it follows the rules; while it is down and just after, whether it last did. */
  boolean isHonest() {
    if (machine instanceof Traitor traitor && traitor.hasChosen()) {
      isBad = traitor.isAttacking();
    }
    return !isBad;
  }

  Machine<NodeInput, NodeEffect> machine() {
    return java.util.Objects.requireNonNull(machine, "the node is down");
  }

  FaultyDisk<EntryId, Item> disk() {
    return disk;
  }

  /** Its chunks of candidates, beside the items on the same disk. */
  FaultyDisk<Hash32, Chunk> chunks() {
    return chunks;
  }

  void sync() {
    disk.sync();
    chunks.sync();
  }

  /** What a collator can build from. */
  MessagePool pool() {
    return pool;
  }

  void crash() {
    machine = null;
    incarnation++;
    disk.crash();
    chunks.crash();
    pool = new MessagePool(place.para().orElse(ParaId.LOWEST));
    connections.clear();
    asks.clear();
    unverified.clear();
    behindSync.clear();
    isSyncing = false;
    beingSynced = List.of();
    tickAtNanos = Long.MAX_VALUE;
  }

  void restart() {
    machine = machines.get();
  }
}
