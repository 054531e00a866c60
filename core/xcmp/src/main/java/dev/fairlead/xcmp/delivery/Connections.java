package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.judge.HeatMap;
import dev.fairlead.xcmp.judge.NetworkAddress;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Peers and the requests to them. A request to a peer that is not connected dials it; one beyond
 * the limit per peer waits for an earlier answer.
 *
 * <pre>
 * unknown   → dialling    a request for it
 * dialling  → connected   PeerConnected
 * dialling  → unknown     PeerLost: what waits has failed
 * unknown   → connected   PeerConnected: the peer has dialled
 * connected → unknown     PeerLost, or this node disconnects: blame, or nobody uses it
 * </pre>
 */
final class Connections {
  private static final int LIARS_MAX = 1_024;

  private static final long HEAT_HALF_LIFE_NANOS = 24 * 3_600 * 1_000_000_000L;
  private static final double HEAT_OF_FAULT = 1;
  private static final double HEAT_OF_SLIP = 0.5;

  private final HeatMap heat;
  private final Tickets tickets;
  private final int perPeerMax;
  private final SortedMap<PeerId, Contact> contacts = new TreeMap<>();
  private final SortedSet<PeerId> dialling = new TreeSet<>();
  private final SequencedSet<PeerId> liars = new LinkedHashSet<>();
  private final Map<PeerId, Queue<Waiting>> waiting = new HashMap<>();

  Connections(Tickets tickets, DeliverySettings settings) {
    this.tickets = tickets;
    this.perPeerMax = settings.load().requestsPerPeerMax();
    this.heat = new HeatMap(HEAT_HALF_LIFE_NANOS, settings.judging().rules().limits().rangesMax());
  }

  private static final class Contact {
    private final Notification.Hello hello;
    private final boolean isValidator;
    private final boolean isDialled; // by this node, which then closes it
    private final NetworkAddress address;
    private int underWay;
    private long usedNanos;

    Contact(NodeInput.PeerConnected input, boolean isDialled, long nowNanos) {
      this.hello = input.hello();
      this.isValidator = input.isValidatorProven();
      this.address = input.address();
      this.isDialled = isDialled;
      this.usedNanos = nowNanos;
    }
  }

  private record Waiting(long ticket, PeerRequest request) {}

  /** Asks a peer; the answer or failure names the ticket. */
  long ask(Moment moment, PeerId peer, PeerRequest request) {
    long ticket = tickets.next();
    Contact contact = contacts.get(peer);
    if (contact != null && contact.underWay < perPeerMax) {
      contact.underWay++;
      contact.usedNanos = moment.nowNanos();
      moment.emit(new NodeEffect.Ask(peer, ticket, request));
      return ticket;
    }
    waiting.computeIfAbsent(peer, _ -> new ArrayDeque<>()).add(new Waiting(ticket, request));
    if (contact == null && dialling.add(peer)) {
      moment.emit(new NodeEffect.Dial(peer));
    }
    return ticket;
  }

  void connected(Moment moment, NodeInput.PeerConnected input) {
    boolean isDialled = dialling.remove(input.peer());
    contacts.put(input.peer(), new Contact(input, isDialled, moment.nowNanos()));
    send(moment, input.peer());
  }

  /** Forgets a peer; gives the tickets of requests that never went out. */
  List<Long> lost(PeerId peer) {
    dialling.remove(peer);
    contacts.remove(peer);
    Queue<Waiting> unsent = waiting.remove(peer);
    List<Long> failed = new ArrayList<>();
    if (unsent != null) {
      unsent.forEach(one -> failed.add(one.ticket()));
    }
    return failed;
  }

  /** A request to a peer has ended; another may go. */
  void ended(Moment moment, PeerId peer) {
    Contact contact = contacts.get(peer);
    if (contact != null && contact.underWay > 0) {
      contact.underWay--;
      send(moment, peer);
    }
  }

  private void send(Moment moment, PeerId peer) {
    Contact contact = contacts.get(peer);
    Queue<Waiting> queue = waiting.get(peer);
    while (contact != null && queue != null && contact.underWay < perPeerMax) {
      Waiting next = queue.poll();
      if (next == null) {
        waiting.remove(peer);
        return;
      }
      contact.underWay++;
      moment.emit(new NodeEffect.Ask(peer, next.ticket(), next.request()));
    }
  }

  /** A peer has asked or said something. */
  void used(Moment moment, PeerId peer) {
    Contact contact = contacts.get(peer);
    if (contact != null) {
      contact.usedNanos = moment.nowNanos();
    }
  }

  /**
   * Closes connections that this node has opened and nobody has used for a while.
   *
   * @param warm peers that a role needs, used or not
   */
  void closeIdle(Moment moment, long idleNanos, Collection<PeerId> warm) {
    contacts.forEach((peer, contact) -> {
      boolean isIdle = moment.nowNanos() - contact.usedNanos > idleNanos;
      if (contact.isDialled && isIdle && contact.underWay == 0 && !warm.contains(peer)) {
        contact.usedNanos = moment.nowNanos(); // once is enough
        moment.emit(new NodeEffect.Disconnect(peer));
      }
    });
  }

  /**
   * Reports a peer that is to blame and closes the connection; PeerLost follows. Its address range
   * gets warmer (5.7, 5.8).
   */
  void blame(Moment moment, PeerId peer, NodeEffect.PeerFault fault) {
    moment.emit(new NodeEffect.Report(peer, fault));
    if (fault == NodeEffect.PeerFault.INVALID_ITEM || fault == NodeEffect.PeerFault.MALFORMED) {
      liars.addLast(peer);
      if (liars.size() > LIARS_MAX) {
        liars.removeFirst();
      }
    }
    Contact contact = contacts.get(peer);
    if (contact != null) {
      heat.heat(moment.nowNanos(), contact.address, degrees(fault));
      moment.emit(new NodeEffect.Disconnect(peer));
    }
  }

  /** Whether a peer has given what does not check, as far back as is remembered. */
  boolean hasLied(PeerId peer) {
    return liars.contains(peer);
  }

  private static double degrees(NodeEffect.PeerFault fault) {
    return switch (fault) {
      case INVALID_ITEM, MALFORMED, INVALID_CHUNK, INVALID_CANDIDATE, BLACKLISTED -> HEAT_OF_FAULT;
      case NOT_HELD, SLOW_READER -> HEAT_OF_SLIP;
    };
  }

  /** Heat of the range from which a peer talks; 0 if it is not connected. */
  double heat(long nowNanos, PeerId peer) {
    Contact contact = contacts.get(peer);
    return contact == null ? 0 : heat.of(nowNanos, contact.address);
  }

  /** From where a connected peer talks. */
  Optional<NetworkAddress> address(PeerId peer) {
    return Optional.ofNullable(contacts.get(peer)).map(contact -> contact.address);
  }

  /** Connected peers that have not proven to be validators, ascending. */
  List<PeerId> others() {
    List<PeerId> found = new ArrayList<>();
    contacts.forEach((peer, contact) -> {
      if (!contact.isValidator) {
        found.add(peer);
      }
    });
    return found;
  }

  void dial(Moment moment, PeerId peer) {
    if (!contacts.containsKey(peer) && dialling.add(peer)) {
      moment.emit(new NodeEffect.Dial(peer));
    }
  }

  boolean isConnected(PeerId peer) {
    return contacts.containsKey(peer);
  }

  /** Whether the peer has proven to be a validator. */
  boolean isValidator(PeerId peer) {
    Contact contact = contacts.get(peer);
    return contact != null && contact.isValidator;
  }

  /** Connected collators and full nodes of a para, ascending. */
  List<PeerId> ofPara(ParaId para) {
    List<PeerId> found = new ArrayList<>();
    contacts.forEach((peer, contact) -> {
      boolean isSame = contact.hello.para().equals(Optional.of(para));
      if (isSame && contact.hello.role() != Role.VALIDATOR) {
        found.add(peer);
      }
    });
    return found;
  }

  List<PeerId> peers() {
    return List.copyOf(contacts.keySet());
  }
}
