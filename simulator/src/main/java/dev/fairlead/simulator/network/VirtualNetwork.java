package dev.fairlead.simulator.network;

import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Says when messages between virtual nodes arrive, and which never do. It carries nothing itself.
 * Messages of one pair arrive in the order in which they were sent, but for a share that may be
 * overtaken. A node's bytes leave one after the other, and come in one after the other. Owned by
 * one thread; the same seed and calls give the same answers.
 */
public final class VirtualNetwork {
  private static final long SECOND = 1_000_000_000L;

  private final int nodes;
  private final RandomGenerator random;
  private NetworkSettings settings;
  private final long[] sendsUntil;
  private final long[] receivesUntil;
  private final long[] @Nullable [] lastArrivals; // by sender, then recipient; null = never sent
  private final BitSet undialable = new BitSet();
  private final BitSet apart = new BitSet();

  /** A network of so many nodes, all of which can be dialled. */
  public VirtualNetwork(int nodes, NetworkSettings settings, RandomGenerator random) {
    this.nodes = nodes;
    this.settings = settings;
    this.random = random;
    this.sendsUntil = new long[nodes];
    this.receivesUntil = new long[nodes];
    this.lastArrivals = new long[nodes][];
  }

  /** When a message arrives: never, once, or twice. */
  public sealed interface Fate {
    /** It is lost. */
    record Lost() implements Fate {}

    /** It arrives. */
    record Arrives(long atNanos) implements Fate {}

    /** It arrives, and a second time. */
    record ArrivesTwice(long atNanos, long againNanos) implements Fate {}
  }

  private static final Fate LOST = new Fate.Lost();

  /** Changes what the network does from now on. */
  public void become(NetworkSettings next) {
    settings = next;
  }

  /** Makes a node undialable, as behind an address translator; it can still dial others. */
  public void hide(int node) {
    undialable.set(node);
  }

  /** Whether one node can open a connection to another now. */
  public boolean canDial(int from, int to) {
    return !undialable.get(to) && areTogether(from, to);
  }

  /** Cuts some nodes off from all others; among themselves they still talk. */
  public void cutOff(BitSet some) {
    apart.clear();
    apart.or(some);
  }

  /** Ends the partition. */
  public void heal() {
    apart.clear();
  }

  /** Whether no partition lies between two nodes. */
  public boolean areTogether(int one, int other) {
    return apart.get(one) == apart.get(other);
  }

  /** Sends a message of so many bytes now. */
  public Fate send(long nowNanos, int from, int to, long bytes) {
    long leaves = busyUntil(sendsUntil, from, nowNanos, bytes);
    if (!areTogether(from, to) || happens(settings.lossShare())) {
      return LOST;
    }
    long first = arrival(leaves, from, to, bytes);
    return happens(settings.duplicateShare())
        ? new Fate.ArrivesTwice(first, arrival(leaves, from, to, bytes))
        : new Fate.Arrives(first);
  }

  private long arrival(long leaves, int from, int to, long bytes) {
    long earliest = leaves + settings.latency().drawNanos(random);
    long arrives = busyUntil(receivesUntil, to, earliest, bytes);
    if (happens(settings.reorderShare())) {
      return arrives + settings.latency().drawNanos(random);
    }
    long[] last = lastArrivals[from];
    if (last == null) {
      last = new long[nodes];
      lastArrivals[from] = last;
    }
    last[to] = Math.max(last[to], arrives);
    return last[to];
  }

  private long busyUntil(long[] until, int node, long fromNanos, long bytes) {
    if (settings.bytesPerSecond() == 0) {
      return fromNanos;
    }
    long takes = (long) ((double) bytes * SECOND / settings.bytesPerSecond());
    until[node] = Math.max(until[node], fromNanos) + takes;
    return until[node];
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }
}
