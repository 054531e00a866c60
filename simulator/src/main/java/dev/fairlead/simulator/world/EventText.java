package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.List;

/** Events in words, for traces that people read. */
final class EventText {
  private static final int HASH_CHARACTERS = 10;
  private static final String SLOT_NODE = "relay-chain";

  private final List<NodeHost> hosts;

  EventText(List<NodeHost> hosts) {
    this.hosts = hosts;
  }

  Happening of(int node, WorldEvent event) {
    if (node < 0) {
      return new Happening(SLOT_NODE, kind(event), content(event));
    }
    NodeHost host = hosts.get(node);
    String fate = isLost(host, event) ? " (lost: the node is down or began again)" : "";
    return new Happening(host.place().name(), kind(event), content(event) + fate);
  }

  private static boolean isLost(NodeHost host, WorldEvent event) {
    return switch (event) {
      case WorldEvent.Restart _, WorldEvent.Crash _, WorldEvent.Slot _ -> false;
      case WorldEvent.Tell(int incarnation, var _) -> isPast(host, incarnation);
      case WorldEvent.Tick(int incarnation) -> isPast(host, incarnation);
      case WorldEvent.Synced(int incarnation) -> isPast(host, incarnation);
      case WorldEvent.Computed(int incarnation, var _) -> isPast(host, incarnation);
      case WorldEvent.DialEnds(int incarnation, int _) -> isPast(host, incarnation);
      case WorldEvent.Notice _,
          WorldEvent.Request _,
          WorldEvent.Reply _,
          WorldEvent.Overdue _,
          WorldEvent.Broken _ ->
          !host.isUp();
    };
  }

  private static boolean isPast(NodeHost host, int incarnation) {
    return !host.isUp() || host.incarnation() != incarnation;
  }

  private static String kind(WorldEvent event) {
    return switch (event) {
      case WorldEvent.Slot _ -> "slot";
      case WorldEvent.Tell _ -> "told";
      case WorldEvent.Tick _ -> "tick";
      case WorldEvent.Synced _ -> "synced";
      case WorldEvent.Computed _ -> "computed";
      case WorldEvent.DialEnds _ -> "dialled";
      case WorldEvent.Notice _ -> "notice";
      case WorldEvent.Request _ -> "request";
      case WorldEvent.Reply _ -> "reply";
      case WorldEvent.Overdue _ -> "overdue";
      case WorldEvent.Broken _ -> "broken";
      case WorldEvent.Restart _ -> "restart";
      case WorldEvent.Crash _ -> "crash";
    };
  }

  private String content(WorldEvent event) {
    return switch (event) {
      case WorldEvent.Slot _,
          WorldEvent.Tick _,
          WorldEvent.Synced _,
          WorldEvent.Restart _,
          WorldEvent.Crash _ ->
          "";
      case WorldEvent.Tell(int _, NodeInput input) -> told(input);
      case WorldEvent.Computed(int _, NodeEffect order) -> order.getClass().getSimpleName();
      case WorldEvent.DialEnds(int _, int target) -> name(target);
      case WorldEvent.Notice(int from, long _, Notification said) ->
          "from "
              + name(from)
              + ": "
              + said.getClass().getSimpleName()
              + size(MessageSize.of(said));
      case WorldEvent.Request(OpenAsk ask) ->
          "from " + name(ask.asker()) + ": " + of(ask) + size(MessageSize.of(ask.request()));
      case WorldEvent.Reply(OpenAsk ask, PeerResponse response) ->
          "from %s: %s to %s%s"
              .formatted(name(ask.server()), of(response), of(ask), size(MessageSize.of(response)));
      case WorldEvent.Overdue(OpenAsk ask) ->
          of(ask) + " to " + name(ask.server()) + (ask.isOpen() ? "" : " (it has ended before)");
      case WorldEvent.Broken(int peer, long _) -> "with " + name(peer);
    };
  }

  private String told(NodeInput input) {
    return switch (input) {
      case NodeInput.BlockImported block ->
          "BlockImported " + shown(block.state().ref()) + (block.isBest() ? " best" : "");
      case NodeInput.HeadFinalized(var head) -> "HeadFinalized " + shown(head);
      case NodeInput.PeerLost(var peer) -> "PeerLost " + name(peer);
      case NodeInput.AskFailed(var peer, var _, var cause) ->
          "AskFailed " + cause + " by " + name(peer);
      default -> input.getClass().getSimpleName();
    };
  }

  private static String of(OpenAsk ask) {
    PeerRequest request = ask.request();
    return request.getClass().getSimpleName() + " #" + ask.id();
  }

  private static String of(PeerResponse response) {
    return response instanceof PeerResponse.Refusal refusal
        ? "Refusal " + refusal.code()
        : response.getClass().getSimpleName();
  }

  private static String size(long bytes) {
    return ", " + bytes + " bytes";
  }

  private String name(int node) {
    return hosts.get(node).place().name();
  }

  private String name(PeerId peer) {
    for (NodeHost host : hosts) {
      if (host.place().peer().equals(peer)) {
        return host.place().name();
      }
    }
    return peer.toString();
  }

  private static String shown(BlockRef block) {
    return block.number() + " " + shown(block.hash());
  }

  private static String shown(Hash32 hash) {
    return hash.toString().substring(0, HASH_CHARACTERS);
  }
}
