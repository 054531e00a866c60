package dev.fairlead.node.relayer.config;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.relay.RelaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a relayer is told.
 *
 * @param dataDirectory folder of the queue
 * @param endpoints where to reach the supernode and the chains
 * @param key of the account that sends on every chain; prints its address only
 * @param settings of the machine
 * @param scan how chains are read
 * @param metrics address of health and metrics pages; absent if not wanted
 */
public record RelayerConfig(
    Path dataDirectory,
    Endpoints endpoints,
    PrivateKey key,
    RelaySettings settings,
    Scan scan,
    Optional<Listener> metrics) {

  /**
   * Where to reach others.
   *
   * @param supernode JSON-RPC of the verifier
   * @param chains execution client per chain
   */
  public record Endpoints(Endpoint supernode, SortedMap<ChainId, Endpoint> chains) {
    /** Copies the map. */
    public Endpoints {
      chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
    }
  }

  /**
   * How chains are read.
   *
   * @param poll pause between two looks at the head
   * @param lookback age of the first block that is read when a chain is read for the first time
   * @param blocksPerQuery of logs, when far behind
   * @param pendingMax messages in the queue from which on reading pauses
   */
  public record Scan(Duration poll, Duration lookback, int blocksPerQuery, int pendingMax) {
    /** For chains with blocks every two seconds. */
    public static final Scan STANDARD =
        new Scan(Duration.ofMillis(500), Duration.ofDays(7), 500, 100_000);
  }

  /**
   * An address to listen on.
   *
   * @param host interface
   * @param port TCP port; 0 lets the system choose
   */
  public record Listener(String host, int port) {}
}
