package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.devnet.traffic.LogIndex.SentLog;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens that are burned and not yet minted: the amount of every token message that was sent and
 * not executed. Fed with the logs of all chains up to the same timestamp, so that no execution
 * comes without its sending. Owned by one thread.
 */
final class SupplyLedger {
  private final BigInteger total;
  private final Map<Hash32, BigInteger> underWay = new HashMap<>();

  /**
   * A ledger that begins with no message under way.
   *
   * @param total tokens on all chains at that moment
   */
  SupplyLedger(BigInteger total) {
    this.total = total;
  }

  /** Takes the next logs of all chains, up to the same timestamp. */
  void add(List<MessengerLogs> chains) {
    for (MessengerLogs logs : chains) {
      for (SentLog log : logs.sent()) {
        TokenMessage.amount(log.message()).ifPresent(amount -> underWay.put(log.hash(), amount));
      }
    }
    for (MessengerLogs logs : chains) {
      logs.relayed().forEach(log -> underWay.remove(log.hash()));
    }
  }

  /** Tokens burned and not yet minted. */
  BigInteger underWay() {
    return underWay.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * Compares with what the chains hold at the same timestamp.
   *
   * @param onChains sum of the token's supply over all chains
   */
  Supply check(BigInteger onChains) {
    BigInteger found = onChains.add(underWay());
    return found.equals(total) ? new Supply.Whole() : new Supply.Broken(total, found);
  }
}
