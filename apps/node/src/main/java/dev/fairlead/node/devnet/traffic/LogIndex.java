package dev.fairlead.node.devnet.traffic;

import dev.fairlead.jsonrpc.eth.PlacedLog;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.SentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the messengers of all chains have emitted lately: messages sent by transaction, and
 * executions by message. Built anew whenever the unsettled part of a chain may have changed. Owned
 * by one thread.
 */
final class LogIndex {
  private final Map<Hash32, List<SentLog>> sent = new HashMap<>();
  private final Map<Hash32, RelayedLog> relayed = new HashMap<>();

  /**
   * A message in a block.
   *
   * @param chain source
   * @param place where the log stands
   * @param message its content
   */
  record SentLog(ChainId chain, PlacedLog place, SentMessage message) {
    Hash32 hash() {
      return message.messageHash(chain);
    }
  }

  /**
   * An execution in a block.
   *
   * @param chain destination
   * @param place where the log stands
   * @param hash of the message
   */
  record RelayedLog(ChainId chain, PlacedLog place, Hash32 hash) {}

  void add(MessengerLogs logs) {
    for (SentLog log : logs.sent()) {
      sent.computeIfAbsent(log.place().transaction(), key -> new ArrayList<>()).add(log);
    }
    for (RelayedLog log : logs.relayed()) {
      relayed.put(log.hash(), log);
    }
  }

  /** Messages that a transaction sent, in order. */
  List<SentLog> sentBy(Hash32 transaction) {
    return sent.getOrDefault(transaction, List.of());
  }

  /** Where a message was executed. */
  Optional<RelayedLog> relayed(Hash32 message) {
    return Optional.ofNullable(relayed.get(message));
  }
}
