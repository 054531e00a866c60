package dev.fairlead.node.devnet.traffic;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.eth.EthClient;
import dev.fairlead.jsonrpc.eth.LogFilter;
import dev.fairlead.jsonrpc.eth.PlacedLog;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.traffic.LogIndex.RelayedLog;
import dev.fairlead.node.devnet.traffic.LogIndex.SentLog;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayedMessageCodec;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * What the messenger of one chain emitted in a range of blocks.
 *
 * @param sent messages, in order
 * @param relayed executions, in order
 */
record MessengerLogs(List<SentLog> sent, List<RelayedLog> relayed) {
  MessengerLogs {
    sent = List.copyOf(sent);
    relayed = List.copyOf(relayed);
  }

  /** Reads blocks, both ends included. */
  static MessengerLogs read(ChainId chain, EthClient client, long first, long last)
      throws SourceFailure {
    List<SentLog> sent = new ArrayList<>();
    List<RelayedLog> relayed = new ArrayList<>();
    if (first <= last) {
      LogFilter filter = new LogFilter(first, last, Predeploys.L2_TO_L2_MESSENGER, List.of());
      for (PlacedLog place : client.logs(filter)) {
        SentMessageCodec.decode(place.log())
            .ifPresent(message -> sent.add(new SentLog(chain, place, message)));
        RelayedMessageCodec.decode(place.log())
            .ifPresent(
                executed -> relayed.add(new RelayedLog(chain, place, executed.messageHash())));
      }
    }
    return new MessengerLogs(sent, relayed);
  }
}
