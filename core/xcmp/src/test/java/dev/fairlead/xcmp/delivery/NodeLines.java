package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.CandidateCodec;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Effects as people read them. */
final class NodeLines {
  private final RelayStage relay;

  NodeLines(RelayStage relay) {
    this.relay = relay;
  }

  String effect(NodeEffect effect) {
    return switch (effect) {
      case NodeEffect.Dial(var peer) -> "dial " + RelayStage.name(peer);
      case NodeEffect.Disconnect(var peer) -> "disconnect " + RelayStage.name(peer);
      case NodeEffect.Notify(var peer, var what) ->
          "notify " + RelayStage.name(peer) + " " + notification(what);
      case NodeEffect.Ask(var peer, var ticket, var request) ->
          "ask " + RelayStage.name(peer) + " #" + ticket + " " + request(request);
      case NodeEffect.Answer(var peer, var ticket, var response) ->
          "answer " + RelayStage.name(peer) + " #" + ticket + " " + response(response);
      case NodeEffect.StoreItems(var items) -> "store " + items(items);
      case NodeEffect.DropItems(var entries) -> "drop " + entries(entries);
      case NodeEffect.LoadItems(var ticket, var entries) ->
          "load #" + ticket + " " + entries(entries);
      case NodeEffect.MacBodies(var ticket, var nonce, var entries) ->
          "mac #" + ticket + (nonce.isEmpty() ? " " : " given nonce ") + entries(entries);
      case NodeEffect.JudgeItems(var ticket, var anchor, var items) ->
          "check #" + ticket + " at " + relay.blockNames.get(anchor) + " " + items(items);
      case NodeEffect.JudgePov(var ticket, var candidate, _) ->
          "check pov #" + ticket + " of " + relay.nameOf(candidate.hash(Hash32.ZERO));
      case NodeEffect.CodePov code ->
          "code #" + code.ticket() + " " + relay.nameOf(code.candidate()) + " " + code.indexes();
      case NodeEffect.RecoverPov(var ticket, _, _, var chunks) ->
          "rebuild #" + ticket + " from " + chunks.stream().map(one -> one.index()).toList();
      case NodeEffect.JudgeChunk(var ticket, _, _, var chunk) ->
          "check chunk #" + ticket + " " + chunk.index();
      case NodeEffect.StoreChunk(var candidate, var chunk) ->
          "store chunk " + chunk.index() + " of " + relay.nameOf(candidate);
      case NodeEffect.LoadChunk(var ticket, var candidate) ->
          "load chunk #" + ticket + " of " + relay.nameOf(candidate);
      case NodeEffect.DropChunks(var candidates) ->
          "drop chunks of " + candidates.stream().map(relay::nameOf).toList();
      case NodeEffect.BuildBlock(var ticket, var on, var cut) ->
          "build #" + ticket + " on " + relay.blockNames.get(on) + " up to " + cut;
      case NodeEffect.State(var candidate, _, var kind) ->
          "state " + relay.nameOf(candidate) + " " + kind;
      case NodeEffect.Post(var post) -> "post " + post.channel() + "@" + post.block();
      case NodeEffect.SignHandOver(var peer, var ticket, _, var unsigned) ->
          "sign and answer " + RelayStage.name(peer) + " #" + ticket + " " + response(unsigned);
      case NodeEffect.Report(var peer, var fault) ->
          "report " + RelayStage.name(peer) + " " + fault;
    };
  }

  private String request(PeerRequest request) {
    return switch (request) {
      case PeerRequest.Fetch fetch ->
          "fetch "
              + fetch.recipient()
              + " at "
              + relay.blockNames.get(fetch.anchor())
              + " from "
              + fetch.from()
              + " of "
              + fetch.senders().map(List::toString).orElse("all");
      case PeerRequest.Push(var anchor, var items) ->
          "push at " + relay.blockNames.get(anchor) + " " + items(items);
      case PeerRequest.Handover(var recipient, var session, var after) ->
          "handover " + recipient + " in session " + session + " after " + after;
      case PeerRequest.Probe(_, var entries) -> "probe " + entries(entries);
      case PeerRequest.Submit submit -> "submit " + candidate(submit);
      case PeerRequest.FetchPov(var hash) -> "pov of " + povOwner(hash);
      case PeerRequest.PushChunk(var candidate, var chunk) ->
          "push chunk " + chunk.index() + " of " + relay.nameOf(candidate);
      case PeerRequest.FetchChunk(var candidate, var index) ->
          "fetch chunk " + index + " of " + relay.nameOf(candidate);
      default -> request.toString();
    };
  }

  private String candidate(PeerRequest.Submit submit) {
    try {
      return relay.nameOf(CandidateCodec.decode(submit.candidate()).hash(Hash32.ZERO));
    } catch (DecodingException e) {
      return "garbage";
    }
  }

  private String povOwner(Hash32 hash) {
    return relay.proposals.entrySet().stream()
        .filter(one -> one.getValue().candidate().povHash().equals(hash))
        .map(one -> one.getKey())
        .findFirst()
        .orElse("unknown");
  }

  private String response(PeerResponse response) {
    return switch (response) {
      case PeerResponse.Fetched(var anchor, var items, var next) ->
          "at "
              + relay.blockNames.get(anchor)
              + " "
              + items(items)
              + next.map(at -> " next " + at).orElse("");
      case PeerResponse.Pushed(var accepted, var duplicate, var rejected) ->
          "accepted " + accepted + " duplicate " + duplicate + " rejected " + rejected;
      case PeerResponse.Probed(var macs) ->
          "codes " + macs.stream().map(one -> one.isPresent() ? "yes" : "no").toList();
      case PeerResponse.HandedOver(var pending, var peers, var next, _) ->
          "handed over "
              + entries(pending.stream().map(Notification.Announced::id).toList())
              + " with "
              + peers.size()
              + " notes"
              + next.map(at -> " next " + at).orElse("");
      case PeerResponse.Taken() -> "taken";
      case PeerResponse.PovFound(_) -> "pov";
      case PeerResponse.ChunkFound(var chunk) -> "chunk " + chunk.index();
      case PeerResponse.Refusal(var code, var millis, var hint) ->
          code
              + (millis == 0 ? "" : " again in " + millis + " ms")
              + hint.map(at -> " hint " + at).orElse("");
      default -> response.toString();
    };
  }

  private String notification(Notification notification) {
    return switch (notification) {
      case Notification.Announce(var entries) ->
          "announce "
              + entries.stream()
                  .map(one -> relay.name(one.id()) + " " + one.bodyBytes() + " B")
                  .collect(Collectors.joining(", "));
      case Notification.Have(var recipient, var anchor, var upTo, var holes) ->
          "have "
              + recipient
              + " at "
              + relay.blockNames.get(anchor)
              + " up to "
              + upTo
              + (holes.isEmpty() ? "" : " but " + entries(holes));
      default -> notification.toString();
    };
  }

  private String items(Collection<Item> items) {
    return items.stream()
        .map(item -> relay.name(item.id()) + " " + item.body().size() + " B")
        .collect(Collectors.joining(", "));
  }

  private String entries(Collection<EntryId> entries) {
    return entries.stream().map(relay::name).collect(Collectors.joining(", "));
  }

  String state(Machine<NodeInput, NodeEffect> machine) {
    return switch (machine) {
      case ValidatorMachine validator ->
          state(validator.snapshot().peers())
              + rest(validator.snapshot().toString().replaceFirst(", blacklisted=.*", ""))
              + blacklisted(validator.snapshot().blacklisted());
      case CollatorMachine collator ->
          state(collator.snapshot().peers()) + rest(collator.snapshot().toString());
      case FullNodeMachine fullNode ->
          state(fullNode.snapshot().peers()) + rest(fullNode.snapshot().toString());
      default -> throw new IllegalArgumentException("no snapshot of " + machine);
    };
  }

  private static String state(List<PeerId> peers) {
    return "connected to " + peers.stream().map(RelayStage::name).toList();
  }

  private static String blacklisted(List<PeerId> peers) {
    return peers.isEmpty() ? "" : ", blacklisted " + peers.stream().map(RelayStage::name).toList();
  }

  private static String rest(String snapshot) {
    return snapshot.replaceFirst(".*?]", "").replace("]", "").replace(", unverifiedBytes=0", "");
  }
}
