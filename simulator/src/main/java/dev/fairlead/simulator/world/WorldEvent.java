package dev.fairlead.simulator.world;

import dev.fairlead.simulator.event.Mix;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerResponse;

/**
 * What is due in a world. Those for a node name its incarnation, the number of its starts: what was
 * meant for a node before it crashed is lost.
 */
sealed interface WorldEvent {
  /** A slot of the relay chain begins. */
  record Slot() implements WorldEvent {}

  /** A machine is told something. */
  record Tell(int incarnation, NodeInput input) implements WorldEvent {}

  /** A machine has asked to be called at this time. */
  record Tick(int incarnation) implements WorldEvent {}

  /** The disk is synced; what waited for it is carried out. */
  record Synced(int incarnation) implements WorldEvent {}

  /** A computation ends. */
  record Computed(int incarnation, NodeEffect order) implements WorldEvent {}

  /** A dial reaches its target, or not. */
  record DialEnds(int incarnation, int target) implements WorldEvent {}

  /** A notification arrives. */
  record Notice(int from, long connection, Notification said) implements WorldEvent {}

  /** A request arrives. */
  record Request(OpenAsk ask) implements WorldEvent {}

  /** An answer arrives. */
  record Reply(OpenAsk ask, PeerResponse response) implements WorldEvent {}

  /** An answer is overdue. */
  record Overdue(OpenAsk ask) implements WorldEvent {}

  /** A node notices that a connection is gone. */
  record Broken(int peer, long connection) implements WorldEvent {}

  /** A node starts again. */
  record Restart() implements WorldEvent {}

  /** A node crashes. */
  record Crash(long downNanos) implements WorldEvent {}

  /** Number in traces; never changes its meaning. */
  default int kind() {
    return switch (this) {
      case Slot _ -> 1;
      case Tell _ -> 2;
      case Tick _ -> 3;
      case Synced _ -> 4;
      case Computed _ -> 5;
      case DialEnds _ -> 6;
      case Notice _ -> 7;
      case Request _ -> 8;
      case Reply _ -> 9;
      case Overdue _ -> 10;
      case Broken _ -> 11;
      case Restart _ -> 12;
      case Crash _ -> 13;
    };
  }

  /** Digest of the content for traces, the same in every process. */
  default long content() {
    return switch (this) {
      case Slot(), Restart() -> 0;
      case Crash(long downNanos) -> downNanos;
      case Tell(int incarnation, NodeInput input) -> Mix.of(incarnation, told(input));
      case Tick(int incarnation) -> incarnation;
      case Synced(int incarnation) -> incarnation;
      case Computed(int incarnation, NodeEffect _) -> incarnation;
      case DialEnds(int incarnation, int target) -> Mix.of(incarnation, target);
      case Notice(int from, long connection, Notification said) ->
          Mix.of(Mix.of(from, connection), MessageSize.of(said));
      case Request(OpenAsk ask) -> Mix.of(ask.id(), MessageSize.of(ask.request()));
      case Reply(OpenAsk ask, PeerResponse response) -> Mix.of(ask.id(), MessageSize.of(response));
      case Overdue(OpenAsk ask) -> ask.id();
      case Broken(int peer, long connection) -> Mix.of(peer, connection);
    };
  }

  private static long told(NodeInput input) {
    return switch (input) {
      case NodeInput.BlockImported block -> Mix.of(1, block.state().ref().hash());
      case NodeInput.HeadFinalized(var head) -> Mix.of(2, head.hash());
      case NodeInput.ItemsLoaded(long ticket, var items) ->
          Mix.of(Mix.of(3, ticket), items.stream().filter(one -> one.isPresent()).count());
      case NodeInput.AskFailed failed -> Mix.of(4, failed.ticket());
      case NodeInput.PeerLost _ -> 5;
      default -> 6;
    };
  }
}
