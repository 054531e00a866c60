package dev.fairlead.node.endtoend;

import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.ingress.AdmissionCheck;
import dev.fairlead.node.devnet.ingress.ChainIngress;
import dev.fairlead.node.devnet.ingress.TransactionGate;
import dev.fairlead.node.devnet.verdict.ObeyingAuthority;
import dev.fairlead.node.devnet.world.ChainSet;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.supernode.DiskStores;
import dev.fairlead.node.supernode.Supernode;
import dev.fairlead.node.supernode.SupernodePorts;
import dev.fairlead.node.supernode.SupernodeServer;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import dev.fairlead.node.supernode.rpc.AdmissionErrors;
import dev.fairlead.node.supernode.source.RpcChainFeed;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Real chains behind their public ports, and a supernode whose verdicts open and close those ports.
 * Blocks are mined by hand. Until {@link #obey} is called, invalid blocks stay as they are.
 */
final class DrivenWorld implements AutoCloseable {
  static final ChainId A = ChainId.of(901);
  static final ChainId B = ChainId.of(902);
  static final ChainId C = ChainId.of(903);
  static final ChainId D = ChainId.of(904);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long MINING_PAUSE_MILLIS = 50;

  private final Deque<Runnable> parts = new ArrayDeque<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicBoolean isObeying = new AtomicBoolean();
  private final AtomicInteger ignored = new AtomicInteger();
  private final Map<ChainId, ChainIngress> ports = new TreeMap<>();
  private final Map<ChainId, TestCalls> users = new TreeMap<>();
  private final ChainSet chains;
  private final Supernode supernode;
  private final HttpRpcClient verdicts;

  private DrivenWorld(WorldPlan plan, UnaryOperator<SupernodeConfig> wishes, Path folder)
      throws Exception {
    boolean isStarted = false;
    try {
      this.chains = own(ChainSet.start(TestChain.anvil(), plan), ChainSet::close);
      SupernodeConfig config = wishes.apply(WorldConfig.of(plan, chains, folder));
      DiskStores stores = own(DiskStores.open(config), DiskStores::close);
      SupernodeCounters counters =
          new SupernodeCounters(
              new Metrics(SupernodeMetricNames.all()),
              config.chains().keySet(),
              RpcChainFeed.FAILURE_KINDS);
      AtomicReference<Supernode> made = new AtomicReference<>();
      AdmissionCheck check =
          (keys, at) ->
              AdmissionErrors.of(made.get().admission().check(keys, SafetyLevel.CROSS_UNSAFE, at));
      this.supernode =
          own(
              new Supernode(config, stores, ports(config, stores, counters, check), counters),
              Supernode::close);
      made.set(supernode);
      SupernodeServer server =
          own(SupernodeServer.start(supernode, new Health()), SupernodeServer::close);
      this.verdicts =
          own(client(URI.create("http://127.0.0.1:" + server.rpcPort())), HttpRpcClient::close);
      for (DevnetChain chain : chains.chains().values()) {
        open(chain, check);
      }
      supernode.start();
      isStarted = true;
    } finally {
      if (!isStarted) {
        close();
      }
    }
  }

  static DrivenWorld start(int chainCount, Topology topology, Path folder) throws Exception {
    WorldPlan plan =
        new WorldPlan(chainCount, new Grid(1_700_000_000L, 2), topology, ExpiryWindow.STANDARD, 2);
    return start(plan, UnaryOperator.identity(), folder);
  }

  /** A world of any plan, whose supernode is told something else than the usual. */
  static DrivenWorld start(WorldPlan plan, UnaryOperator<SupernodeConfig> wishes, Path folder)
      throws Exception {
    return new DrivenWorld(plan, wishes, folder);
  }

  private SupernodePorts ports(
      SupernodeConfig config, DiskStores stores, SupernodeCounters counters, AdmissionCheck check) {
    return new SupernodePorts(
        chain -> new RpcChainFeed(chain, config.limits(), stores, counters, failure::set),
        reports -> {
          ObeyingAuthority obeying =
              own(
                  new ObeyingAuthority(chains.chains(), check, reports::done, reports::failed),
                  ObeyingAuthority::close);
          return new SwitchedAuthority(isObeying::get, ignored::incrementAndGet, obeying, reports);
        },
        failure::set);
  }

  private void open(DevnetChain chain, AdmissionCheck check) throws Exception {
    ChainIngress port =
        own(
            ChainIngress.open(
                0,
                chain,
                new TransactionGate(chain.id(), chain::nextTimestamp, chain.rpc().client(), check)),
            ChainIngress::close);
    ports.put(chain.id(), port);
    users.put(
        chain.id(),
        new TestCalls(own(client(port.http()), HttpRpcClient::close), TestChain.account(chain)));
  }

  private <T> T own(T part, Consumer<T> end) {
    parts.push(() -> end.accept(part));
    return part;
  }

  private static HttpRpcClient client(URI uri) {
    return new HttpRpcClient(new Endpoint(uri), RpcClientLimits.DEFAULT);
  }

  /** From now on invalid blocks are replaced. */
  void obey() {
    isObeying.set(true);
  }

  /** Waits until the supernode has asked in vain for a block to be replaced. */
  void awaitIgnoredOrder() {
    awaiting("an order to replace a block").until(() -> ignored.get() > 0);
  }

  DevnetChain chain(ChainId id) {
    return chains.chain(id);
  }

  /** The public port of a chain. */
  ChainIngress ingress(ChainId id) {
    return Optional.ofNullable(ports.get(id)).orElseThrow();
  }

  /** Where it answers HTTP. */
  String port(ChainId id) {
    return ingress(id).http().toString();
  }

  Supernode supernode() {
    return supernode;
  }

  /** Somebody with an account, at the public port. */
  TestCalls user(ChainId id) {
    return Optional.ofNullable(users.get(id)).orElseThrow();
  }

  /** The same past the port. */
  TestCalls intruder(ChainId id) {
    return new TestCalls(chain(id).rpc().client(), user(id).from());
  }

  /** Mines one block on every chain. */
  void mine() throws Exception {
    for (DevnetChain chain : chains.chains().values()) {
      chain.mine();
    }
  }

  void mine(int blocks) throws Exception {
    for (int i = 0; i < blocks; i++) {
      mine();
    }
  }

  /** Does something that waits for blocks. */
  <T> T whileMining(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    while (true) {
      try {
        return task.get(MINING_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        mine();
      }
    }
  }

  /** Hands a transaction in at the public port and mines it; it must succeed. */
  Hash32 execute(ChainId on, Address20 to, Bytes input) throws Exception {
    return mined(on, user(on).send(to, input, List.of()));
  }

  /** Relays a message through the public port, in the block that is mined next. */
  Hash32 relay(ChainId on, Message message) throws Exception {
    return mined(on, user(on).send(Predeploys.L2_TO_L2_MESSENGER, message.call(), message.keys()));
  }

  /** Why the public port refuses to relay a message. */
  RpcError refusal(ChainId on, Message message) throws Exception {
    TestCalls user = user(on);
    RpcReply reply =
        user.client()
            .call(
                "eth_sendTransaction",
                user.transaction(Predeploys.L2_TO_L2_MESSENGER, message.call(), message.keys()));
    return switch (reply) {
      case RpcReply.Failure(RpcError error) -> error;
      case RpcReply.Result(JsonNode hash) -> throw new AssertionError("taken: " + hash);
    };
  }

  /** Mines a transaction that waits, on all chains; it must succeed. */
  Hash32 mined(ChainId on, Hash32 transaction) throws Exception {
    mine();
    if (!user(on).isSuccess(transaction)) {
      throw new AssertionError("reverted: " + user(on).receipt(transaction));
    }
    return transaction;
  }

  /** The message that a mined transaction sent, once its block may be relied on. */
  Message sent(ChainId from, Hash32 transaction) throws Exception {
    Message message = placed(from, transaction);
    awaitLevel(from, message.identifier().blockNumber(), SafetyLevel.CROSS_UNSAFE);
    return message;
  }

  /** The message that a mined transaction sent, whatever becomes of its block. */
  Message placed(ChainId from, Hash32 transaction) throws Exception {
    JsonNode receipt = user(from).receipt(transaction);
    List<EventLog> logs = user(from).logs(transaction);
    for (int i = 0; i < logs.size(); i++) {
      if (SentMessageCodec.decode(logs.get(i)).isPresent()) {
        long block = Long.decode(receipt.path("blockNumber").stringValue());
        long index = Long.decode(receipt.path("logs").get(i).path("logIndex").stringValue());
        return new Message(
            new Identifier(
                logs.get(i).address(), block, index, chain(from).grid().timestampOf(block), from),
            logs.get(i).payload());
      }
    }
    throw new AssertionError("no message in " + receipt);
  }

  BigInteger tokens(ChainId on, Address20 holder) throws Exception {
    Bytes word = chain(on).rpc().read(DemoToken.ADDRESS, DemoToken.balanceOf(holder));
    return new BigInteger(1, word.toByteArray());
  }

  /** Answer of {@code fairlead_verdict}. */
  JsonNode verdict(ChainId chain, long block) throws Exception {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    RpcReply reply =
        verdicts.call(
            "fairlead_verdict", nodes.stringNode(chain.toString()), nodes.numberNode(block));
    return switch (reply) {
      case RpcReply.Result(JsonNode value) -> value;
      case RpcReply.Failure(RpcError error) -> throw new AssertionError(error.toString());
    };
  }

  boolean reaches(ChainId chain, long block, SafetyLevel level) {
    return supernode.snapshot().chain(chain).orElseThrow().heads().reaches(block, level);
  }

  void awaitLevel(ChainId chain, long block, SafetyLevel level) {
    awaiting(chain + " to have block " + block + " at " + level)
        .until(() -> reaches(chain, block, level));
  }

  ConditionFactory awaiting(String what) {
    return await(what)
        .atMost(PATIENCE)
        .failFast(
            "the supernode has failed",
            () -> {
              Throwable cause = failure.get();
              if (cause != null) {
                throw new AssertionError(cause);
              }
              return false;
            });
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      parts.pop().run();
    }
  }
}
