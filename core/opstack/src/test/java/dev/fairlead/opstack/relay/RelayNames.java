package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.SentMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Short names in dialogues: chain {@code A}, block {@code A5}, message {@code m1} (sent from A to
 * B), its second transaction {@code m1.2}. Block n has timestamp 1000 + 2n.
 */
final class RelayNames {
  private final Map<Hash32, String> messages = new HashMap<>();
  private final Map<Hash32, String> transactions = new HashMap<>();
  private final Map<String, Integer> attempts = new HashMap<>();

  PendingMessage message(String name) {
    SentMessage sent =
        new SentMessage(
            chain("B"),
            Address20.ZERO,
            Hash32.ofNumber(Long.parseLong(name.substring(1))),
            Address20.ZERO,
            Bytes.EMPTY);
    PendingMessage message = PendingMessage.of(chain("A"), sent);
    messages.put(message.hash(), name);
    return message;
  }

  String message(Hash32 hash) {
    return messages.get(hash);
  }

  /** Names a transaction when it is seen for the first time. */
  String transaction(Hash32 hash, String message) {
    return transactions.computeIfAbsent(
        hash, h -> message + "." + attempts.merge(message, 1, Integer::sum));
  }

  String transaction(Hash32 hash) {
    return transactions.getOrDefault(hash, "filler");
  }

  Hash32 transactionHash(String name) {
    return transactions.entrySet().stream()
        .filter(e -> e.getValue().equals(name))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  static ChainId chain(String letter) {
    return ChainId.of(901 + letter.charAt(0) - 'A');
  }

  static String chain(ChainId chain) {
    return String.valueOf((char) ('A' + chain.lowLong() - 901));
  }

  static BlockRef block(String chain, long number, String fork) {
    return new BlockRef(
        number, Keccak256.hash((chain + number + fork).getBytes(StandardCharsets.US_ASCII)));
  }

  static long timestamp(long number) {
    return 1_000 + 2 * number;
  }

  static Identifier identifier(String chain, long number, long index) {
    return new Identifier(
        Predeploys.L2_TO_L2_MESSENGER, number, index, timestamp(number), chain(chain));
  }

  static String place(Identifier identifier) {
    return chain(identifier.chainId()) + identifier.blockNumber() + "/" + identifier.logIndex();
  }
}
