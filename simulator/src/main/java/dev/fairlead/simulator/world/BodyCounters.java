package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.peer.Role;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Counts what came of bodies in a world, and whom honest nodes blamed. */
final class BodyCounters {
  private final Function<Hash32, Optional<RelayState>> states;
  private final int bodyUnit;
  private final Map<PeerId, NodeHost> hosts = new HashMap<>();
  private final Named blamed = new Named(new TreeSet<>(), new TreeSet<>());
  private final Named blacklisted = new Named(new TreeSet<>(), new TreeSet<>());
  private long bodyBytes;
  private long usefulBytes;
  private long unverifiedMax;
  private long fromReceivers;
  private long fromSenders;
  private long fromPara;
  private long fromOtherParas;

  BodyCounters(Function<Hash32, Optional<RelayState>> states, int bodyUnit, List<NodeHost> hosts) {
    this.states = states;
    this.bodyUnit = bodyUnit;
    hosts.forEach(host -> this.hosts.put(host.place().peer(), host));
  }

  /** Nodes that were named: such as kept the rules then, and such as did not. */
  private record Named(SortedSet<PeerId> honest, SortedSet<PeerId> bad) {}

  /** A node was told something and has given orders. */
  void told(NodeHost host, NodeInput input, List<NodeEffect> orders) {
    switch (input) {
      case NodeInput.Answered(var _, var _, PeerResponse.Fetched fetched) ->
          bodyBytes += bytes(fetched.items());
      case NodeInput.Asked(var _, var _, PeerRequest.Push(var _, var items)) ->
          bodyBytes += bytes(items);
      case NodeInput.ItemsJudged judged -> host.unverified.remove(judged.ticket());
      default -> {}
    }
    for (NodeEffect order : orders) {
      switch (order) {
        case NodeEffect.JudgeItems judge -> {
          host.unverified.put(judge.ticket(), bytes(judge.items()));
          long all = host.unverified.values().stream().mapToLong(Long::longValue).sum();
          unverifiedMax = Math.max(unverifiedMax, all);
        }
        case NodeEffect.StoreItems(var items) when input instanceof NodeInput.ItemsJudged ->
            usefulBytes += bytes(items);
        case NodeEffect.Report(var peer, var fault) when host.isHonest() ->
            blame(fault == NodeEffect.PeerFault.BLACKLISTED ? blacklisted : blamed, peer);
        default -> {}
      }
    }
  }

  private long bytes(List<Item> items) {
    long sum = 0;
    for (Item item : items) {
      sum += (long) item.body().size() * bodyUnit;
    }
    return sum;
  }

  /** An answer has come from a peer. */
  void answered(NodeHost to, NodeHost from, PeerResponse response) {
    if (to.place().role() == Role.VALIDATOR || !(response instanceof PeerResponse.Fetched got)) {
      return;
    }
    if (from.place().role() != Role.VALIDATOR) {
      boolean isOwn = from.place().para().equals(to.place().para());
      fromPara += isOwn ? got.items().size() : 0;
      fromOtherParas += isOwn ? 0 : got.items().size();
      return;
    }
    Optional<RelayState> state = states.apply(got.anchor());
    for (Item item : got.items()) {
      if (state.isPresent() && isBacker(from.place().seat(), state.get(), item)) {
        fromSenders++;
      } else {
        fromReceivers++;
      }
    }
  }

  private static boolean isBacker(int validator, RelayState state, Item item) {
    Optional<Enacted> origin =
        state.enactedIn(item.id().block()).stream()
            .filter(one -> one.origin().candidate().para().equals(item.id().sender()))
            .findFirst();
    return origin
        .flatMap(one -> state.session(one.session()).map(in -> in.members(one.origin().group())))
        .filter(members -> members.contains(validator))
        .isPresent();
  }

  Metrics.Bodies bodies() {
    return new Metrics.Bodies(
        usefulBytes,
        bodyBytes - usefulBytes,
        unverifiedMax,
        new Metrics.Sources(fromReceivers, fromSenders, fromPara, fromOtherParas));
  }

  private void blame(Named named, PeerId peer) {
    NodeHost host = hosts.get(peer);
    if (host != null) {
      (host.isHonest() ? named.honest() : named.bad()).add(peer);
    }
  }

  Metrics.Blame blame() {
    long bad = hosts.values().stream().filter(host -> !host.isHonest()).count();
    return new Metrics.Blame(
        hosts.size() - bad,
        blamed.honest().size(),
        blacklisted.honest().size(),
        bad,
        blamed.bad().size(),
        blacklisted.bad().size());
  }
}
