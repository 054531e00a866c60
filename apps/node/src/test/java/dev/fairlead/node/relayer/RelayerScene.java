package dev.fairlead.node.relayer;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.relayer.node.ChainSender;
import dev.fairlead.node.relayer.node.NodeClient;
import dev.fairlead.opstack.relay.Account;
import dev.fairlead.opstack.relay.RelayMachine;
import dev.fairlead.opstack.relay.RelaySigner;
import dev.fairlead.opstack.relay.RelaySnapshot;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.storage.FileDisk;
import java.nio.file.Path;
import java.util.List;

/** All that may tell why a relayer's process does not get on; for the message of a failure. */
final class RelayerScene {
  private static final int LOG_LINES = 120;

  private RelayerScene() {}

  /** Knows the account, but signs nothing. */
  private record NoSigner(Address20 account) implements RelaySigner {
    @Override
    public Address20 account(ChainId chain) {
      return account;
    }

    @Override
    public Bytes sign(FeeMarketTransaction transaction) {
      throw new IllegalStateException("nothing is to be signed");
    }
  }

  private interface Part {
    String text() throws Exception;
  }

  /** Kills the process, to read its queue, and tells what is there. */
  static String of(RelayerBed bed, Path folder, RelayerProcess process) {
    StringBuilder text = new StringBuilder();
    text.append("process alive: ").append(process.isAlive());
    text.append("\nfailures of the bed: ").append(bed.failures);
    bed.chains.forEach((id, chain) -> text.append(part(() -> chain(bed, id, chain))));
    text.append(part(() -> queue(bed, folder, process)));
    text.append(part(() -> log(folder)));
    return text.toString();
  }

  // A scene that cannot be read in one place must still show the others.
  private static String part(Part part) {
    try {
      return "\n" + part.text();
    } catch (Exception e) {
      return "\nunreadable: " + e;
    }
  }

  private static String chain(RelayerBed bed, ChainId id, DevnetChain chain) throws Exception {
    try (NodeClient client = new NodeClient(RelayerBed.endpoint(chain), RpcClientLimits.DEFAULT)) {
      Account.Known account = new ChainSender(client).account(RelayerBed.relayer());
      String pool = client.fetchAll(List.of(RpcCall.of("txpool_inspect"))).getFirst().toString();
      return ("chain %s: height %d, sent %d, executed %d, tokens %d, nonce of the relayer %d,"
              + " pending %d, fees %s, pool %s")
          .formatted(
              id,
              chain.height(),
              bed.sent(id),
              bed.relayed(id),
              bed.friendsTokens(id),
              account.nonce(),
              account.pendingNonce(),
              account.fees(),
              Json.excerpt(pool));
    }
  }

  private static String queue(RelayerBed bed, Path folder, RelayerProcess process)
      throws Exception {
    process.kill();
    StringBuilder text = new StringBuilder("queue on disk:");
    try (RelayJournal journal = RelayJournal.open(FileDisk.at(RelayerProcess.queue(folder)))) {
      RelayMachine machine =
          new RelayMachine(
              bed.config(folder).settings(), new NoSigner(RelayerBed.relayer()), journal.found());
      for (RelaySnapshot.Entry entry : machine.snapshot().deliveries()) {
        text.append("\n  ").append(entry.message().hash());
        text.append(" to ").append(entry.message().destination()).append(' ');
        text.append(entry.state());
        entry
            .slot()
            .ifPresent(slot ->
                text.append(
                        " nonce %d %s %d signed"
                            .formatted(slot.nonce(), slot.use(), slot.attempts().size()))
                    .append(" latest ")
                    .append(slot.latest().hash())
                    .append(' ')
                    .append(slot.latest().fees()));
      }
      machine
          .snapshot()
          .cursors()
          .forEach((id, cursor) ->
              text.append("\n  read ").append(id).append(" up to ").append(cursor.last()));
    }
    return text.toString();
  }

  private static String log(Path folder) throws Exception {
    List<String> lines = RelayerProcess.log(folder).lines().toList();
    return "log:\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
