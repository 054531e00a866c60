package dev.fairlead.node.relayer;

import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.relayer.config.RelayerConfig;
import dev.fairlead.node.relayer.node.ChainReader;
import dev.fairlead.node.relayer.node.NodeClient;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayedMessageCodec;
import dev.fairlead.opstack.message.SentMessageCodec;
import dev.fairlead.opstack.relay.RelayLimits;
import dev.fairlead.opstack.relay.RelayPolicy;
import dev.fairlead.opstack.relay.RelaySettings;
import dev.fairlead.opstack.relay.RelayTimings;
import dev.fairlead.storage.FileDisk;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two real chains that mine all the time, a stand-in verifier, and what a relayer needs. */
final class RelayerBed implements AutoCloseable {
  static final ChainId A = ChainId.of(901);
  static final ChainId B = ChainId.of(902);

  /** The tenth development account. */
  static final String KEY = "0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6";

  static final Address20 FRIEND = Address20.literal("0x1111111111111111111111111111111111111111");

  private static final Duration BLOCK_PAUSE = Duration.ofMillis(150);

  final Map<ChainId, DevnetChain> chains = new TreeMap<>();
  final StandInVerifier verifier;
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** Chains that mine no block, though they take transactions. */
  final Set<ChainId> halted = ConcurrentHashMap.newKeySet();

  private final List<NodeClient> clients = new ArrayList<>();
  private final Map<ChainId, ChainReader> readers = new TreeMap<>();
  private final CountDownLatch isEnding = new CountDownLatch(1);
  private final Thread miner;

  RelayerBed() throws Exception {
    verifier = new StandInVerifier();
    for (ChainId id : List.of(A, B)) {
      DevnetChain chain = TestChain.start(id.lowLong());
      NodeClient client = new NodeClient(endpoint(chain), RpcClientLimits.DEFAULT);
      chains.put(id, chain);
      clients.add(client);
      readers.put(id, new ChainReader(id, client));
    }
    miner =
        Thread.ofVirtual()
            .name("miner")
            .uncaughtExceptionHandler((thread, e) -> failures.add(e))
            .start(this::mine);
  }

  static Endpoint endpoint(DevnetChain chain) {
    return new Endpoint(URI.create(chain.http().toString()));
  }

  /** The relayer's account, the same on both chains. */
  static Address20 relayer() throws Exception {
    return PrivateKey.parse(KEY).address();
  }

  /** A fast configuration. */
  RelayerConfig config(Path folder) throws Exception {
    RelayTimings timings =
        new RelayTimings(
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
    RelaySettings settings =
        new RelaySettings(
            chains.keySet(),
            new RelayPolicy.Everything(),
            new RelaySettings.Safety(SafetyLevel.CROSS_UNSAFE, ExpiryWindow.STANDARD, 3_600),
            BigInteger.TEN.pow(12),
            timings,
            RelayLimits.STANDARD);
    TreeMap<ChainId, Endpoint> endpoints = new TreeMap<>();
    chains.forEach((id, chain) -> endpoints.put(id, endpoint(chain)));
    return new RelayerConfig(
        folder,
        new RelayerConfig.Endpoints(verifier.endpoint(), endpoints),
        PrivateKey.parse(KEY),
        settings,
        new RelayerConfig.Scan(Duration.ofMillis(50), Duration.ofDays(1), 500, 1_000),
        Optional.empty());
  }

  /** A relayer that runs, with its queue in the folder. */
  Relayer start(Path folder) throws Exception {
    Relayer relayer =
        Relayer.open(
            config(folder), FileDisk.at(folder), new Metrics(RelayerMetrics.all()), failures::add);
    relayer.start();
    return relayer;
  }

  /** Sends tokens to a friend on the other chain; the transaction waits for the next block. */
  void sendTokens(ChainId from, ChainId to, long amount) throws Exception {
    send(from, DemoToken.ADDRESS, DemoToken.sendTo(to, FRIEND, BigInteger.valueOf(amount)));
  }

  /** Sends any message. */
  void sendMessage(ChainId from, ChainId to, Address20 target, Bytes message) throws Exception {
    Bytes call =
        Calldata.of("sendMessage(uint256,address,bytes)")
            .chain(to)
            .address(target)
            .bytes(message)
            .encode();
    send(from, Predeploys.L2_TO_L2_MESSENGER, call);
  }

  private void send(ChainId from, Address20 to, Bytes input) throws Exception {
    DevnetChain chain = chains.get(from);
    var _ = chain.rpc().send(TestChain.account(chain), to, input);
  }

  /** Tokens of the friend. */
  long friendsTokens(ChainId on) throws Exception {
    Bytes word = chains.get(on).rpc().read(DemoToken.ADDRESS, DemoToken.balanceOf(FRIEND));
    return new BigInteger(1, word.toByteArray()).longValueExact();
  }

  /** How many messages were executed on a chain. */
  long relayed(ChainId on) throws Exception {
    DevnetChain chain = chains.get(on);
    return readers.get(on).logs(0, chain.height()).stream()
        .filter(log -> RelayedMessageCodec.decode(log.log()).isPresent())
        .count();
  }

  /** How many messages were emitted on a chain. */
  long sent(ChainId from) throws Exception {
    DevnetChain chain = chains.get(from);
    return readers.get(from).logs(0, chain.height()).stream()
        .filter(log -> SentMessageCodec.decode(log.log()).isPresent())
        .count();
  }

  private void mine() {
    try {
      while (!isEnding.await(BLOCK_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        for (Map.Entry<ChainId, DevnetChain> chain : chains.entrySet()) {
          if (!halted.contains(chain.getKey())) {
            chain.getValue().mine();
          }
        }
      }
    } catch (SourceFailure e) {
      failures.add(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    isEnding.countDown();
    await().until(() -> !miner.isAlive());
    clients.forEach(NodeClient::close);
    chains.values().forEach(DevnetChain::close);
    verifier.close();
  }
}
