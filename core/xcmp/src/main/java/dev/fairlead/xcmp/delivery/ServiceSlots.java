package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.judge.Protection;
import dev.fairlead.xcmp.judge.WaterFilling;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a server does at the same time, shared by class (AM22): requests and bytes of answers are
 * filled by weight like water, so that a class that wants less than its share leaves the rest to
 * the others. Who was told to come again counts as hungry for a second: room that others have
 * borrowed is left to it as they finish.
 *
 * <pre>
 * asked  → busy     room for its class and this peer
 * asked  → hungry   none: told to ask again
 * busy   → (gone)   the answer has been taken, or the peer is lost
 * hungry → (gone)   came again, or a second has passed
 * </pre>
 */
final class ServiceSlots {
  private static final int HUNGRY_MAX = 1_024;
  private static final long HUNGRY_NANOS = 1_000_000_000L;

  private final DeliverySettings.Load load;
  private final boolean isShared;
  private final Map<Long, Slot> busy = new HashMap<>();
  private final Map<PeerId, Integer> ofPeer = new HashMap<>();
  private final EnumMap<ServiceClass, Use> used = new EnumMap<>(ServiceClass.class);
  private final SequencedMap<PeerId, Hungry> hungry = new LinkedHashMap<>();

  ServiceSlots(DeliverySettings settings) {
    this.load = settings.load();
    this.isShared = settings.judging().rules().isOn(Protection.SERVICE_SHARES);
  }

  private Use use(ServiceClass of) {
    return used.computeIfAbsent(of, _ -> new Use());
  }

  private static final class Use {
    private int requests;
    private long bytes;
  }

  private record Slot(PeerId peer, ServiceClass of, long bytes) {}

  private record Hungry(ServiceClass of, long bytes, long untilNanos) {}

  /** Takes a slot for an answer of so many body bytes, if there is room. */
  boolean take(long nowNanos, long ticket, PeerId peer, ServiceClass of, long bytes) {
    hungry.values().removeIf(one -> one.untilNanos() <= nowNanos);
    boolean isOverfull =
        busy.size() >= load.requestsMax() || bytes() + bytes > load.responseBytesMax();
    boolean isGreedy = ofPeer.getOrDefault(peer, 0) >= load.requestsPerPeerMax();
    if (isGreedy || isOverfull || (isShared && !isWithinShare(peer, of, bytes))) {
      if (!isGreedy && hungry.size() < HUNGRY_MAX) {
        hungry.put(peer, new Hungry(of, bytes, nowNanos + HUNGRY_NANOS));
      }
      return false;
    }
    hungry.remove(peer);
    busy.put(ticket, new Slot(peer, of, bytes));
    ofPeer.merge(peer, 1, Integer::sum);
    Use use = use(of);
    use.requests++;
    use.bytes += bytes;
    return true;
  }

  /** Body bytes of all answers under way. */
  long bytes() {
    return used.values().stream().mapToLong(one -> one.bytes).sum();
  }

  private boolean isWithinShare(PeerId peer, ServiceClass of, long bytes) {
    Use own = use(of);
    List<WaterFilling.Claim> requests = new ArrayList<>();
    List<WaterFilling.Claim> bodies = new ArrayList<>();
    for (ServiceClass one : ServiceClass.values()) {
      long requestsWanted = use(one).requests + (one == of ? 1L : 0L);
      long bytesWanted = use(one).bytes + (one == of ? bytes : 0);
      for (Map.Entry<PeerId, Hungry> waiting : hungry.entrySet()) {
        if (waiting.getValue().of() == one && !waiting.getKey().equals(peer)) {
          requestsWanted++;
          bytesWanted += waiting.getValue().bytes();
        }
      }
      requests.add(new WaterFilling.Claim(one.weight(), requestsWanted));
      bodies.add(new WaterFilling.Claim(one.weight(), bytesWanted));
    }
    int at = List.of(ServiceClass.values()).indexOf(of);
    return own.requests < WaterFilling.share(load.requestsMax(), requests).get(at)
        && own.bytes + bytes <= WaterFilling.share(load.responseBytesMax(), bodies).get(at);
  }

  /** An answer is out, or will never be. */
  void release(long ticket) {
    Slot slot = busy.remove(ticket);
    if (slot != null) {
      ofPeer.computeIfPresent(slot.peer(), (_, number) -> number == 1 ? null : number - 1);
      Use inUse = use(slot.of());
      inUse.requests--;
      inUse.bytes -= slot.bytes();
    }
  }

  /** Slots in use. */
  int size() {
    return busy.size();
  }
}
