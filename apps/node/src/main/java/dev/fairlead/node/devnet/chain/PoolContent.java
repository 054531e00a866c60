package dev.fairlead.node.devnet.chain;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads the answer to {@code txpool_content}: kind, then sender, then nonce, then transaction. */
final class PoolContent {
  private PoolContent() {}

  static List<Hash32> parse(JsonNode content) throws DecodingException {
    List<Hash32> hashes = new ArrayList<>();
    for (String kind : List.of("pending", "queued")) {
      for (JsonNode sender : content.path(kind)) {
        Map<BigInteger, Hash32> byNonce = new TreeMap<>();
        for (JsonNode transaction : sender) {
          byNonce.put(
              Json.bigNumber(transaction.path("nonce"), "nonce"),
              Json.hash(transaction.path("hash"), "transaction hash"));
        }
        hashes.addAll(byNonce.values());
      }
    }
    return hashes;
  }
}
