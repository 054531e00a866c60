package dev.fairlead.node.relayer.node;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the relayer reads of a block.
 *
 * @param ref height and hash
 * @param parentHash hash of the block before
 * @param timestamp seconds, unsigned
 * @param baseFee wei per gas; 0 where a chain has none
 */
public record Head(BlockRef ref, Hash32 parentHash, long timestamp, BigInteger baseFee) {
  /** Reads a block as {@code eth_getBlockByNumber} answers it; empty if it is null. */
  static Optional<Head> read(JsonNode block) throws DecodingException {
    if (block.isNull() || block.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode baseFee = block.path("baseFeePerGas");
    return Optional.of(
        new Head(
            new BlockRef(
                Json.number(block.path("number"), "block.number"),
                Json.hash(block.path("hash"), "block.hash")),
            Json.hash(block.path("parentHash"), "block.parentHash"),
            Json.number(block.path("timestamp"), "block.timestamp"),
            baseFee.isString() ? Json.bigNumber(baseFee, "block.baseFeePerGas") : BigInteger.ZERO));
  }
}
