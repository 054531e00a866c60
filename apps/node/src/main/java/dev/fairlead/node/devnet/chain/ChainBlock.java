package dev.fairlead.node.devnet.chain;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A mined block.
 *
 * @param ref number and hash
 * @param timestamp seconds
 * @param transactions hashes, in order
 */
public record ChainBlock(BlockRef ref, long timestamp, List<Hash32> transactions) {
  /** Copies the list. */
  public ChainBlock {
    transactions = List.copyOf(transactions);
  }

  static Optional<ChainBlock> parse(JsonNode block) throws DecodingException {
    if (block.isNull()) {
      return Optional.empty();
    }
    List<Hash32> transactions = new ArrayList<>();
    for (JsonNode hash : block.path("transactions")) {
      transactions.add(Json.hash(hash, "transaction hash"));
    }
    return Optional.of(
        new ChainBlock(
            new BlockRef(
                Json.number(block.path("number"), "block number"),
                Json.hash(block.path("hash"), "block hash")),
            Json.number(block.path("timestamp"), "timestamp"),
            transactions));
  }
}
