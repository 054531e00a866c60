package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.simulator.event.Timeline;
import dev.fairlead.simulator.event.VirtualClock;
import dev.fairlead.simulator.network.VirtualNetwork;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.judge.NetworkAddress;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.peer.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Connections, requests and notifications of a world's nodes. A request that the network loses, or
 * whose answer it loses, fails by its time-out; a connection to a node that is gone breaks after a
 * while without a sign of life.
 */
final class Transport {
  private static final long HANDSHAKE_BYTES = 1_500;
  private static final long DIAL_TIMEOUT = 3 * VirtualClock.SECOND;
  private static final long SILENCE = 2 * VirtualClock.SECOND;

  private final Timeline<WorldEvent> timeline;
  private final VirtualNetwork network;
  private final List<NodeHost> hosts;
  private final Map<PeerId, Integer> byPeer = new HashMap<>();
  private final Map<Long, OpenAsk> open = new HashMap<>();
  private final BiConsumer<NodeHost, NodeInput> tell;
  private final Tally tally;
  private final Lengths lengths;
  private long connections;
  private long asks;

  Transport(
      Timeline<WorldEvent> timeline,
      VirtualNetwork network,
      List<NodeHost> hosts,
      BiConsumer<NodeHost, NodeInput> tell,
      Tally tally,
      Lengths lengths) {
    this.lengths = lengths;
    this.timeline = timeline;
    this.network = network;
    this.hosts = hosts;
    this.tell = tell;
    this.tally = tally;
    hosts.forEach(host -> byPeer.put(host.place().peer(), host.index()));
  }

  /** Begins a dial; ends with {@link #dialEnds}. */
  void dial(NodeHost from, PeerId peer) {
    Integer to = byPeer.get(peer);
    if (to == null) {
      later(from, DIAL_TIMEOUT, new NodeInput.PeerLost(peer));
      return;
    }
    long now = timeline.nowNanos();
    if (!network.canDial(from.index(), to) || !hosts.get(to).isUp()) {
      end(from, to, now + DIAL_TIMEOUT); // until then the other side may have dialled
      return;
    }
    switch (network.send(now, from.index(), to, HANDSHAKE_BYTES)) {
      case VirtualNetwork.Fate.Arrives(long at) -> end(from, to, 2 * at - now);
      case VirtualNetwork.Fate.ArrivesTwice(long at, long _) -> end(from, to, 2 * at - now);
      case VirtualNetwork.Fate.Lost() -> end(from, to, now + VirtualClock.SECOND); // once more
    }
  }

  private void end(NodeHost from, int to, long atNanos) {
    timeline.at(atNanos, from.index(), new WorldEvent.DialEnds(from.incarnation(), to));
  }

  /** Both ends learn of each other, if both are still there. */
  void dialEnds(NodeHost from, int target) {
    NodeHost to = hosts.get(target);
    if (from.connections.to(target) != Links.NONE) {
      return; // the other side was faster
    }
    if (!to.isUp() || !network.canDial(from.index(), target)) {
      tell.accept(from, new NodeInput.PeerLost(to.place().peer()));
      return;
    }
    long connection = ++connections;
    from.connections.put(target, connection);
    to.connections.put(from.index(), connection);
    tally.network().connected();
    tell.accept(to, connected(from));
    tell.accept(from, connected(to));
  }

  private static NodeInput connected(NodeHost peer) {
    Place place = peer.place();
    Notification.Hello hello =
        new Notification.Hello(
            Notification.Hello.VERSION,
            place.role(),
            place.para(),
            0,
            dev.fairlead.kernel.bytes.Hash32.ZERO,
            Optional.empty());
    return new NodeInput.PeerConnected(
        place.peer(), hello, place.role() == Role.VALIDATOR, address(peer.index()));
  }

  /** Each node has a range of 256 addresses of its own. */
  static NetworkAddress address(int node) {
    byte[] bytes = {10, (byte) (node >>> 8), (byte) node, 1};
    return new NetworkAddress(Bytes.of(bytes));
  }

  void disconnect(NodeHost from, PeerId peer) {
    Integer to = byPeer.get(peer);
    long connection = to == null ? Links.NONE : from.connections.to(to);
    if (to != null && connection != Links.NONE) {
      broken(from, to, connection);
      timeline.after(SILENCE, to, new WorldEvent.Broken(from.index(), connection));
    }
  }

  /** A connection is gone for one end: requests on it fail, then the peer is lost. */
  void broken(NodeHost host, int peer, long connection) {
    if (host.connections.to(peer) != connection) {
      return;
    }
    host.connections.remove(peer);
    for (OpenAsk ask : List.copyOf(host.asks.values())) {
      if (ask.connection() == connection) {
        fail(ask, NodeInput.AskFailure.DISCONNECTED);
      }
    }
    tell.accept(host, new NodeInput.PeerLost(hosts.get(peer).place().peer()));
  }

  /** The peers of a node that is down notice it after a while. */
  void crashed(NodeHost host, Links connectionsBefore) {
    connectionsBefore.forEach((peer, connection) ->
        timeline.after(SILENCE, peer, new WorldEvent.Broken(host.index(), connection)));
  }

  void notify(NodeHost from, PeerId peer, Notification notification) {
    Integer to = byPeer.get(peer);
    if (to != null) {
      notify(from, to, notification);
    }
  }

  void notify(NodeHost from, int to, Notification notification) {
    long connection = from.connections.to(to);
    if (connection != Links.NONE) {
      WorldEvent event = new WorldEvent.Notice(from.index(), connection, notification);
      send(from.index(), to, MessageSize.of(notification), event);
    }
  }

  void notice(NodeHost to, WorldEvent.Notice notice) {
    if (to.connections.to(notice.from()) == notice.connection()) {
      PeerId peer = hosts.get(notice.from()).place().peer();
      tell.accept(to, new NodeInput.Notified(peer, notice.said()));
    }
  }

  void ask(NodeHost from, NodeEffect.Ask effect) {
    Integer to = byPeer.get(effect.peer());
    long connection = to == null ? Links.NONE : from.connections.to(to);
    if (to == null || connection == Links.NONE) {
      later(
          from,
          0,
          new NodeInput.AskFailed(
              effect.peer(), effect.ticket(), NodeInput.AskFailure.DISCONNECTED));
      return;
    }
    PeerRequest request = effect.request();
    tally.contacts().asked(from, hosts.get(to), request);
    OpenAsk.Route route = new OpenAsk.Route(++asks, connection);
    OpenAsk ask = new OpenAsk(from, effect.ticket(), to, route, request);
    from.asks.put(ask.id(), ask);
    open.put(ask.id(), ask);
    send(from.index(), to, lengths.of(request), new WorldEvent.Request(ask));
    long moved = lengths.of(request) + MessageSize.answerMax(request);
    long timeout = request.protocol().timeout(moved).toNanos();
    timeline.after(timeout, from.index(), new WorldEvent.Overdue(ask));
  }

  void requested(NodeHost server, OpenAsk ask) {
    if (server.connections.to(ask.asker()) == ask.connection()) {
      PeerId peer = hosts.get(ask.asker()).place().peer();
      tell.accept(server, new NodeInput.Asked(peer, ask.id(), ask.request()));
    }
  }

  void answer(NodeHost server, long ticket, PeerResponse response) {
    OpenAsk ask = open.remove(ticket);
    if (ask != null && ask.server() == server.index()) {
      long bytes = lengths.of(response);
      long outNanos = send(server.index(), ask.asker(), bytes, new WorldEvent.Reply(ask, response));
      if (isLong(response)) {
        PeerId asker = hosts.get(ask.asker()).place().peer();
        later(server, outNanos - timeline.nowNanos(), new NodeInput.AnswerSent(asker, ticket));
      }
    }
  }

  private static boolean isLong(PeerResponse response) {
    return response instanceof PeerResponse.Fetched fetched
        && fetched.items().stream().mapToLong(item -> item.body().size()).sum()
            > NodeEffect.SMALL_ANSWER_BYTES;
  }

  void replied(NodeHost asker, OpenAsk ask, PeerResponse response) {
    if (ask.askerIncarnation() == asker.incarnation() && ask.close()) {
      asker.asks.remove(ask.id());
      PeerId peer = hosts.get(ask.server()).place().peer();
      tally.bodies().answered(asker, hosts.get(ask.server()), response);
      tell.accept(asker, new NodeInput.Answered(peer, ask.ticket(), response));
    }
  }

  void overdue(OpenAsk ask) {
    fail(ask, NodeInput.AskFailure.TIMEOUT);
  }

  private void fail(OpenAsk ask, NodeInput.AskFailure cause) {
    NodeHost asker = hosts.get(ask.asker());
    open.remove(ask.id());
    if (ask.askerIncarnation() == asker.incarnation() && ask.close()) {
      asker.asks.remove(ask.id());
      PeerId peer = hosts.get(ask.server()).place().peer();
      tell.accept(asker, new NodeInput.AskFailed(peer, ask.ticket(), cause));
    }
  }

  /** When it has arrived, or at once if it is lost. */
  private long send(int from, int to, long bytes, WorldEvent event) {
    tally.network().sent(hosts.get(from).place().role(), bytes);
    return switch (network.send(timeline.nowNanos(), from, to, bytes)) {
      case VirtualNetwork.Fate.Lost() -> {
        tally.network().lost();
        yield timeline.nowNanos();
      }
      case VirtualNetwork.Fate.Arrives(long at) -> {
        timeline.at(at, to, event);
        yield at;
      }
      case VirtualNetwork.Fate.ArrivesTwice(long at, long again) -> {
        timeline.at(at, to, event);
        if (event instanceof WorldEvent.Notice) {
          timeline.at(again, to, event); // a stream carries a request once
        }
        yield at;
      }
    };
  }

  private void later(NodeHost host, long delayNanos, NodeInput input) {
    timeline.after(delayNanos, host.index(), new WorldEvent.Tell(host.incarnation(), input));
  }
}
