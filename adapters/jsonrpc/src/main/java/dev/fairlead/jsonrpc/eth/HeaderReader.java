package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.ResultReader;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.evm.BlockHeader;
import dev.fairlead.opstack.evm.HeaderField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Reads the header from a block as services write it. Null means that there is no such block. */
final class HeaderReader implements ResultReader<Optional<HeaderReader.Claim>> {
  private static final Map<String, HeaderField> FIELDS =
      Map.ofEntries(
          Map.entry("parentHash", HeaderField.PARENT_HASH),
          Map.entry("sha3Uncles", HeaderField.OMMERS_HASH),
          Map.entry("miner", HeaderField.BENEFICIARY),
          Map.entry("stateRoot", HeaderField.STATE_ROOT),
          Map.entry("transactionsRoot", HeaderField.TRANSACTIONS_ROOT),
          Map.entry("receiptsRoot", HeaderField.RECEIPTS_ROOT),
          Map.entry("logsBloom", HeaderField.LOGS_BLOOM),
          Map.entry("difficulty", HeaderField.DIFFICULTY),
          Map.entry("number", HeaderField.NUMBER),
          Map.entry("gasLimit", HeaderField.GAS_LIMIT),
          Map.entry("gasUsed", HeaderField.GAS_USED),
          Map.entry("timestamp", HeaderField.TIMESTAMP),
          Map.entry("extraData", HeaderField.EXTRA_DATA),
          Map.entry("mixHash", HeaderField.MIX_HASH),
          Map.entry("nonce", HeaderField.NONCE),
          Map.entry("baseFeePerGas", HeaderField.BASE_FEE),
          Map.entry("withdrawalsRoot", HeaderField.WITHDRAWALS_ROOT),
          Map.entry("blobGasUsed", HeaderField.BLOB_GAS_USED),
          Map.entry("excessBlobGas", HeaderField.EXCESS_BLOB_GAS),
          Map.entry("parentBeaconBlockRoot", HeaderField.PARENT_BEACON_BLOCK_ROOT),
          Map.entry("requestsHash", HeaderField.REQUESTS_HASH));

  private static final Set<String> BESIDE_THE_HEADER =
      Set.of("hash", "size", "totalDifficulty", "transactions", "uncles", "withdrawals", "author");

  /**
   * A header and what the service says beside it.
   *
   * @param hash hash that the service claims
   * @param header as given
   * @param unknown names of members that we do not know
   */
  record Claim(Hash32 hash, BlockHeader header, List<String> unknown) {
    Claim {
      unknown = List.copyOf(unknown);
    }

    /** Why the header is not that of the claimed hash; empty if it is. */
    Optional<String> flaw() {
      if (header.hash().equals(hash)) {
        return Optional.empty();
      }
      String reason =
          "block "
              + Long.toUnsignedString(header.number())
              + " is said to have hash "
              + hash
              + ", its header hashes to "
              + header.hash();
      return Optional.of(
          unknown.isEmpty()
              ? reason
              : reason + "; unknown header fields, perhaps of a newer fork: " + unknown);
    }
  }

  @Override
  public Optional<Claim> read(JsonParser parser) throws DecodingException {
    return parse(Json.readTree(parser));
  }

  static Optional<Claim> parse(JsonNode block) throws DecodingException {
    if (block.isNull()) {
      return Optional.empty();
    }
    if (!block.isObject()) {
      throw new DecodingException("a block must be a JSON object");
    }
    Map<HeaderField, Bytes> fields = new EnumMap<>(HeaderField.class);
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : block.properties()) {
      HeaderField field = FIELDS.get(member.getKey());
      if (field != null && !member.getValue().isNull()) {
        fields.put(field, value(field, member.getKey(), member.getValue()));
      } else if (field == null && !BESIDE_THE_HEADER.contains(member.getKey())) {
        unknown.add(Json.excerpt(member.getKey()));
      }
    }
    return Optional.of(
        new Claim(Json.hash(block.path("hash"), "hash"), BlockHeader.of(fields), unknown));
  }

  private static Bytes value(HeaderField field, String name, JsonNode json)
      throws DecodingException {
    if (!field.isNumber()) {
      return Json.bytes(json, name);
    }
    BigInteger number = Json.bigNumber(json, name);
    byte[] digits = number.toByteArray();
    int from = digits[0] == 0 ? 1 : 0;
    return Bytes.of(digits, from, digits.length - from);
  }
}
