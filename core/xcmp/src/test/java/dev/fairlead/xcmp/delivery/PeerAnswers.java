package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.peer.ProbeMac;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers of peers in a dialogue that tell of entries, by the names of candidates. */
final class PeerAnswers {
  private final RelayStage relay;

  PeerAnswers(RelayStage relay) {
    this.relay = relay;
  }

  /** codes right|wrong|none … */
  PeerResponse codes(PeerRequest.Probe probe, List<String> verdicts) {
    List<Optional<Hash32>> macs = new ArrayList<>();
    for (int at = 0; at < verdicts.size(); at++) {
      EntryId id = probe.entries().get(at);
      Item item =
          relay
              .item(QueueEntry.of(relay.state, id.channel(), id.block()).orElseThrow().key())
              .orElseThrow();
      macs.add(
          switch (verdicts.get(at)) {
            case "right" -> Optional.of(ProbeMac.of(probe.nonce(), item.body()));
            case "wrong" -> Optional.of(RelayStage.hash("wrong"));
            default -> Optional.empty();
          });
    }
    return new PeerResponse.Probed(macs);
  }

  /** handed NAME … [next POSITION]: what waits and was sent by these candidates */
  PeerResponse handed(PeerRequest.Handover request, List<String> words) {
    int end = words.indexOf("next") < 0 ? words.size() : words.indexOf("next");
    List<Notification.Announced> pending =
        QueueEntry.pending(relay.state, request.recipient()).stream()
            .filter(entry -> words.subList(3, end).contains(relay.nameOf(entry.key().blockHash())))
            .map(entry -> new Notification.Announced(entry.id(), 1))
            .toList();
    Optional<Watermark> next =
        end < words.size() ? Optional.of(NodeStage.position(words.get(end + 1))) : Optional.empty();
    return new PeerResponse.HandedOver(pending, List.of(), next, Bytes.of(new byte[64]));
  }

  PeerResponse fetched(PeerRequest.Fetch fetch, List<String> words) {
    RelayState anchor = relay.states.get(fetch.anchor());
    List<Item> items = new ArrayList<>();
    Optional<Watermark> next = Optional.empty();
    for (int at = 3; at < words.size(); at++) {
      if (words.get(at).equals("next")) {
        next = Optional.of(NodeStage.position(words.get(++at)));
        continue;
      }
      String name = words.get(at);
      QueueEntry.pending(anchor, fetch.recipient()).stream()
          .filter(entry -> relay.nameOf(entry.key().blockHash()).equals(name))
          .map(entry -> HeldEntries.named(relay.item(entry.key()).orElseThrow(), entry.id()))
          .forEach(items::add);
    }
    return new PeerResponse.Fetched(fetch.anchor(), items, next);
  }
}
