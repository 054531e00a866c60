package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.List;

/**
 * About how many bytes a message has on the wire: exact for what is large, round for the rest, so
 * that nothing needs to be encoded.
 */
final class MessageSize {
  private static final long SMALL = 128;
  private static final long ENTRY = 48;
  private static final long ITEM = 256; // id, link and proof

  private MessageSize() {}

  static long of(Notification message) {
    return switch (message) {
      case Notification.Announce(var entries) -> SMALL + ENTRY * entries.size();
      case Notification.Have have -> SMALL + ENTRY * have.holes().size();
      case Notification.Drop(var entries) -> SMALL + ENTRY * entries.size();
      case Notification.Hello _,
          Notification.View _,
          Notification.Bye _,
          Notification.Statement _ ->
          SMALL;
    };
  }

  static long of(PeerRequest message) {
    return switch (message) {
      case PeerRequest.Push(var _, var items) -> SMALL + of(items);
      case PeerRequest.Submit(var candidate, var pov) -> SMALL + candidate.size() + pov.size();
      case PeerRequest.PushChunk(var _, var chunk) -> of(chunk);
      case PeerRequest.Fetch _,
          PeerRequest.Queue _,
          PeerRequest.Probe _,
          PeerRequest.Handover _,
          PeerRequest.FetchPov _,
          PeerRequest.FetchChunk _ ->
          SMALL;
    };
  }

  static long of(PeerResponse message) {
    return switch (message) {
      case PeerResponse.Fetched(var _, var items, var _) -> SMALL + of(items);
      case PeerResponse.Listed(var entries) -> SMALL + ENTRY * entries.size();
      case PeerResponse.HandedOver over -> SMALL + ENTRY * over.pending().size();
      case PeerResponse.PovFound(var pov) -> SMALL + pov.size();
      case PeerResponse.ChunkFound(var chunk) -> of(chunk);
      case PeerResponse.Pushed _,
          PeerResponse.Probed _,
          PeerResponse.Taken _,
          PeerResponse.Refusal _ ->
          SMALL;
    };
  }

  /** The most that the answer to a request may move, for time-outs. */
  static long answerMax(PeerRequest message) {
    return switch (message) {
      case PeerRequest.Fetch fetch -> fetch.bytesMax();
      case PeerRequest.FetchPov _ -> POV_BYTES_MAX;
      case PeerRequest.FetchChunk _ -> CHUNK_BYTES;
      default -> of(message);
    };
  }

  private static final long POV_BYTES_MAX = 10L << 20;
  private static final long CHUNK_BYTES = 1L << 20;

  private static long of(Chunk chunk) {
    return SMALL + chunk.bytes().size() + (long) Hash32.SIZE * chunk.siblings().size();
  }

  private static long of(List<Item> items) {
    long sum = 0;
    for (Item item : items) {
      sum += ITEM + item.body().size();
    }
    return sum;
  }
}
