package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What became of a transaction, as a service tells it; not checked against the block.
 *
 * @param transaction hash
 * @param block in which block
 * @param isSuccess whether it was not reverted
 * @param gasUsed unsigned
 * @param logs what it emitted
 */
public record TransactionReceipt(
    Hash32 transaction, BlockRef block, boolean isSuccess, long gasUsed, List<PlacedLog> logs) {
  /** Copies the list. */
  public TransactionReceipt {
    logs = List.copyOf(logs);
  }

  static Optional<TransactionReceipt> parse(JsonNode receipt) throws DecodingException {
    if (receipt.isNull() || receipt.path("blockHash").isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        new TransactionReceipt(
            Json.hash(receipt.path("transactionHash"), "transactionHash"),
            new BlockRef(
                Json.number(receipt.path("blockNumber"), "blockNumber"),
                Json.hash(receipt.path("blockHash"), "blockHash")),
            Json.number(receipt.path("status"), "status") == 1,
            Json.number(receipt.path("gasUsed"), "gasUsed"),
            PlacedLog.parseAll(receipt.path("logs"))));
  }
}
