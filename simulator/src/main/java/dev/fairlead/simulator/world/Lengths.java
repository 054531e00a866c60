package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.para.Collation;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.proof.ChannelProof;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * How long messages are in a world where one byte of a body stands for many: bodies count with
 * their declared length, wherever they are carried, and all else with its own. Owned by one thread.
 */
final class Lengths {
  private static final int POVS_KEPT = 4_096;

  private final int bodyUnit;
  private final SequencedMap<Bytes, Long> povs = new LinkedHashMap<>(); // body bytes in each

  /** One byte of a body stands for so many. */
  Lengths(int bodyUnit) {
    this.bodyUnit = bodyUnit;
  }

  /** A proof of validity that may be sent later. */
  void built(Collation.Built built) {
    if (bodyUnit == 1) {
      return;
    }
    long bytes = 0;
    for (ChannelProof channel : built.proof().ingress().channels()) {
      bytes += channel.bodies().stream().mapToLong(Bytes::size).sum();
    }
    for (PovVerdict.Sent sent : built.outcome().sent()) {
      bytes += sent.body().size();
    }
    povs.putLast(built.pov(), bytes);
    if (povs.size() > POVS_KEPT) {
      povs.pollFirstEntry();
    }
  }

  long of(PeerRequest message) {
    long size = MessageSize.of(message);
    if (bodyUnit == 1) {
      return size;
    }
    return size
        + switch (message) {
          case PeerRequest.Push(var _, var items) -> more(items);
          case PeerRequest.Submit(var _, var pov) -> more(pov);
          default -> 0;
        };
  }

  long of(PeerResponse message) {
    long size = MessageSize.of(message);
    if (bodyUnit == 1) {
      return size;
    }
    return size
        + switch (message) {
          case PeerResponse.Fetched(var _, var items, var _) -> more(items);
          case PeerResponse.PovFound(var pov) -> more(pov);
          default -> 0;
        };
  }

  private long more(List<Item> items) {
    long sum = 0;
    for (Item item : items) {
      sum += item.body().size();
    }
    return sum * (bodyUnit - 1);
  }

  private long more(Bytes pov) {
    return povs.getOrDefault(pov, 0L) * (bodyUnit - 1);
  }
}
