package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.erasure.ErasureCode;
import dev.fairlead.xcmp.erasure.ErasureTree;
import dev.fairlead.xcmp.erasure.Recovery;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chunks of a dialogue: made and checked by the real code, kept as an owner's store would. */
final class ChunkStage {
  static final int VALIDATORS = 6;

  private final RelayStage relay;
  private final Map<Hash32, Chunk> store = new HashMap<>();

  ChunkStage(RelayStage relay) {
    this.relay = relay;
  }

  static Bytes pov(String candidate) {
    return RelayStage.bytes("pov " + candidate);
  }

  static ErasureTree tree(String candidate) {
    return ErasureCode.encode(VALIDATORS, pov(candidate));
  }

  /** NAME INDEX [forged] */
  static Chunk chunk(List<String> words) {
    Chunk good = tree(words.getFirst()).chunk(Integer.parseInt(words.get(1)));
    return words.contains("forged")
        ? new Chunk(good.index(), RelayStage.bytes("forged"), good.siblings())
        : good;
  }

  private Hash32 hash(String candidate) {
    return relay.proposals.get(candidate).candidate().hash(Hash32.ZERO);
  }

  PeerRequest push(List<String> words) {
    return new PeerRequest.PushChunk(hash(words.getFirst()), chunk(words));
  }

  PeerRequest fetch(List<String> words) {
    return new PeerRequest.FetchChunk(hash(words.getFirst()), Integer.parseInt(words.get(1)));
  }

  PeerResponse found(List<String> words) {
    return new PeerResponse.ChunkFound(chunk(words));
  }

  void carryOut(NodeEffect effect) {
    switch (effect) {
      case NodeEffect.StoreChunk(var candidate, var chunk) -> store.put(candidate, chunk);
      case NodeEffect.DropChunks(var candidates) -> candidates.forEach(store::remove);
      default -> {}
    }
  }

  /** The answer to an effect about chunks. */
  NodeInput done(NodeEffect effect) {
    return switch (effect) {
      case NodeEffect.CodePov code -> {
        ErasureTree tree = ErasureCode.encode(code.validators(), code.pov());
        List<Chunk> chunks = new ArrayList<>();
        code.indexes().forEach(index -> chunks.add(tree.chunk(index)));
        yield new NodeInput.PovCoded(code.ticket(), chunks);
      }
      case NodeEffect.RecoverPov(var ticket, var root, var validators, var chunks) ->
          new NodeInput.PovRecovered(ticket, pov(ErasureCode.recover(validators, root, chunks)));
      case NodeEffect.JudgeChunk(var ticket, var root, var validators, var chunk) ->
          new NodeInput.ChunkJudged(ticket, ErasureTree.leadsTo(root, validators, chunk));
      case NodeEffect.LoadChunk(var ticket, var candidate) ->
          new NodeInput.ChunkLoaded(ticket, Optional.ofNullable(store.get(candidate)));
      default -> throw new IllegalArgumentException("not about chunks: " + effect);
    };
  }

  private static Optional<Bytes> pov(Recovery recovery) {
    return recovery instanceof Recovery.Recovered(Bytes pov) ? Optional.of(pov) : Optional.empty();
  }

  List<NodeInput.KeptChunk> kept() {
    return store.entrySet().stream()
        .map(one -> new NodeInput.KeptChunk(one.getKey(), one.getValue().bytes().size()))
        .toList();
  }
}
