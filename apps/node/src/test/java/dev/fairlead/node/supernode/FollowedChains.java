package dev.fairlead.node.supernode;

import static org.awaitility.Awaitility.await;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.TomlConfig;
import dev.fairlead.node.devnet.chain.ChainBlock;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeConfigReader;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import dev.fairlead.node.supernode.source.RpcChainFeed;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Real chains 901 and 902, mined by hand, and a supernode in this process that follows them. */
final class FollowedChains implements AutoCloseable {
  static final ChainId A = ChainId.of(901);
  static final ChainId B = ChainId.of(902);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final DevnetChain a;
  final DevnetChain b;
  private final TwoChainsToml toml;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private Metrics metrics = new Metrics(SupernodeMetricNames.all());
  private DiskStores stores;
  private Supernode supernode;

  /** A message that can be executed: where it is, and the hash of what it says. */
  record Message(Identifier identifier, Hash32 payloadHash) {
    Message withOtherPayload() {
      return new Message(identifier, Keccak256.hash(payloadHash.toByteArray()));
    }

    List<Hash32> keys() {
      return AccessListCodec.encode(Access.of(identifier, payloadHash));
    }
  }

  private FollowedChains(DevnetChain a, DevnetChain b, TwoChainsToml toml) throws Exception {
    this.a = a;
    this.b = b;
    this.toml = toml;
    follow();
  }

  /** One chain is followed over WebSocket, the other over HTTP. */
  static FollowedChains start(Path dataDirectory) throws Exception {
    DevnetChain a = TestChain.start(901);
    DevnetChain b = TestChain.start(902);
    return start(a, b, TwoChainsToml.of(dataDirectory, a.webSocket(), b.http()));
  }

  /** Chains that run, followed as the file says. They are closed with the supernode. */
  static FollowedChains start(DevnetChain a, DevnetChain b, TwoChainsToml toml) throws Exception {
    return new FollowedChains(a, b, toml);
  }

  private void follow() throws Exception {
    SupernodeConfig config =
        SupernodeConfigReader.read(
            TomlConfig.parse(
                toml.text(), toml.dataDirectory().resolve("x.toml"), Map.of(), Map.of()));
    metrics = new Metrics(SupernodeMetricNames.all());
    SupernodeCounters counters =
        new SupernodeCounters(metrics, config.chains().keySet(), RpcChainFeed.FAILURE_KINDS);
    stores = DiskStores.open(config);
    supernode =
        new Supernode(
            config,
            stores,
            new SupernodePorts(
                chain -> new RpcChainFeed(chain, config.limits(), stores, counters, failure::set),
                ReportingAuthority::new,
                failure::set),
            counters);
    supernode.showIn(metrics);
    supernode.start();
  }

  void restart() throws Exception {
    supernode.close();
    stores.close();
    follow();
  }

  Supernode supernode() {
    return supernode;
  }

  Metrics metrics() {
    return metrics;
  }

  void mine(int blocks) throws Exception {
    for (int i = 0; i < blocks; i++) {
      a.mine();
      b.mine();
    }
  }

  /** Sends a message on a chain; it is in the block that the chain mines next, which it does. */
  Message send(DevnetChain from, DevnetChain to) throws Exception {
    TestCalls calls = calls(from);
    Hash32 transaction =
        calls.send(
            Predeploys.L2_TO_L2_MESSENGER,
            Calldata.of("sendMessage(uint256,address,bytes)")
                .chain(to.id())
                .address(Address20.literal("0x1111111111111111111111111111111111111111"))
                .bytes(Bytes.literal("0xdeadbeef"))
                .encode(),
            List.of());
    from.mine();
    EventLog log = calls.logs(transaction).getFirst();
    ChainBlock block = from.rpc().block(from.height()).orElseThrow();
    return new Message(
        new Identifier(log.address(), block.ref().number(), 0, block.timestamp(), from.id()),
        Keccak256.hash(log.payload()));
  }

  /** Executes a message in the next block of a chain and mines it. */
  void execute(DevnetChain on, Message message) throws Exception {
    Hash32 transaction =
        calls(on)
            .send(
                Predeploys.CROSS_L2_INBOX,
                TestCalls.validate(message.identifier(), message.payloadHash()),
                message.keys());
    on.mine();
    if (!calls(on).isSuccess(transaction)) {
      throw new AssertionError("the message was not executed");
    }
  }

  void awaitLevel(ChainId chain, long number, SafetyLevel level) {
    awaitState(
        chain + " to have block " + number + " at " + level,
        state -> state.chain(chain).orElseThrow().heads().reaches(number, level));
  }

  void awaitState(String what, Predicate<SupernodeSnapshot> condition) {
    await(what)
        .atMost(PATIENCE)
        .failFast(
            "the loop has failed",
            () -> {
              if (failure.get() != null) {
                throw new AssertionError(failure.get());
              }
              return false;
            })
        .until(() -> condition.test(supernode.snapshot()));
  }

  private static TestCalls calls(DevnetChain chain) throws Exception {
    return new TestCalls(chain.rpc().client(), TestChain.account(chain));
  }

  @Override
  public void close() {
    supernode.close();
    stores.close();
    a.close();
    b.close();
  }
}
