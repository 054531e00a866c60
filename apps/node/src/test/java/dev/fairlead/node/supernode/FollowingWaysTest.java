package dev.fairlead.node.supernode;

import static dev.fairlead.node.supernode.FollowedChains.A;
import static dev.fairlead.node.supernode.FollowedChains.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.jsonrpc.proxy.Inspection;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.devnet.anvil.AnvilOptions;
import dev.fairlead.node.devnet.anvil.AnvilProcess;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.devnet.ingress.ChainIngress;
import dev.fairlead.node.supernode.FollowedChains.Message;
import dev.fairlead.node.supernode.source.RpcChainFeed;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** The ways in which a configuration may have a real chain followed. */
final class FollowingWaysTest {
  private static final int TO_SAFE = DevnetChain.SAFE_DEPTH + 1;
  private static final int BLOCKS_PER_CALL = 500;
  private static final int LONG = 3_000;

  @TempDir Path folder;
  private DevnetChain a;
  private DevnetChain b;

  @BeforeEach
  void start() throws Exception {
    a = TestChain.start(901);
    b = TestChain.start(902);
  }

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logsAreTakenByThemselvesFromATrustedChainOnly(boolean isTrusted) throws Exception {
    Set<String> asked = new ConcurrentSkipListSet<>();
    try (TamperedUpstream upstream = new TamperedUpstream(a.http())) {
      upstream.tamper((method, _, result) -> {
        asked.add(method);
        return result;
      });
      TwoChainsToml toml =
          TwoChainsToml.of(folder, upstream.http(), b.http()).with901("trusted = " + isTrusted);
      try (FollowedChains chains = FollowedChains.start(a, b, toml)) {
        Message message = chains.send(a, b);
        b.mine();
        chains.execute(b, message);
        long executed = b.height();
        chains.mine(TO_SAFE + 1);

        chains.awaitLevel(B, executed, SafetyLevel.CROSS_SAFE);
      }
    }
    assertThat(asked.contains("eth_getLogs")).isEqualTo(isTrusted);
    assertThat(asked.contains("eth_getBlockReceipts")).isEqualTo(!isTrusted);
  }

  @Test
  void levelThatIsDemandedOfOneSourceHoldsForThatSourceWhoeverAsks() throws Exception {
    TwoChainsToml toml =
        TwoChainsToml.of(folder, a.webSocket(), b.http())
            .with902("min-safety = { default = \"cross-unsafe\", 901 = \"safe\" }");
    try (FollowedChains chains = FollowedChains.start(a, b, toml)) {
      Message other = chains.send(a, b);
      Message own = chains.send(b, a);
      chains.awaitLevel(A, a.height(), SafetyLevel.CROSS_UNSAFE);
      chains.awaitLevel(B, b.height(), SafetyLevel.CROSS_UNSAFE);

      assertThat(refusal(chains, other)).contains("level-not-reached");
      assertThat(refusal(chains, own)).isEmpty();

      chains.mine(TO_SAFE);
      chains.awaitLevel(A, other.identifier().blockNumber(), SafetyLevel.CROSS_SAFE);

      assertThat(refusal(chains, other)).isEmpty();
    }
  }

  private static Optional<String> refusal(FollowedChains chains, Message message) {
    ExecutingDescriptor next = ExecutingDescriptor.block(B, chains.b.nextTimestamp());
    return chains
        .supernode()
        .admission()
        .check(message.keys(), SafetyLevel.UNSAFE, next)
        .refusalCode();
  }

  @Test
  void headsOfAWebSocketAreAnnouncedWithoutAnybodyLooking() throws Exception {
    TwoChainsToml toml = TwoChainsToml.of(folder, a.webSocket(), b.webSocket()).polledEvery("60s");
    try (FollowedChains chains = FollowedChains.start(a, b, toml)) {
      chains.awaitLevel(A, a.height(), SafetyLevel.UNSAFE);
      chains.awaitLevel(B, b.height(), SafetyLevel.UNSAFE);

      chains.mine(3);

      chains.awaitLevel(A, a.height(), SafetyLevel.CROSS_UNSAFE);
      chains.awaitLevel(B, b.height(), SafetyLevel.CROSS_UNSAFE);
    }
  }

  @Test
  void webSocketThatRefusesSubscriptionsIsPolled() throws Exception {
    Inspection refusing =
        request ->
            request.method().equals("eth_subscribe")
                ? Optional.of(new RpcReply.Failure(RpcError.of(-32601, "no subscriptions here")))
                : Optional.empty();
    try (LogLines log = new LogLines(RpcChainFeed.class);
        ChainIngress upstream = ChainIngress.open(0, a, refusing);
        FollowedChains chains =
            FollowedChains.start(a, b, TwoChainsToml.of(folder, upstream.webSocket(), b.http()))) {
      chains.mine(TO_SAFE + 1);

      chains.awaitLevel(A, a.height(), SafetyLevel.CROSS_UNSAFE);
      chains.awaitLevel(A, 1, SafetyLevel.CROSS_SAFE);
      assertThat(log.of("heads_polled"))
          .isNotEmpty()
          .allMatch(line -> line.contains("chain=901") && line.contains("no subscriptions here"));
    }
  }

  @Test
  void webSocketThatBreaksOffIsOpenedAgain() throws Exception {
    ChainIngress upstream = ChainIngress.open(0, a, _ -> Optional.empty());
    int port = upstream.http().getPort();
    try (FollowedChains chains =
        FollowedChains.start(a, b, TwoChainsToml.of(folder, upstream.webSocket(), b.http()))) {
      chains.awaitLevel(A, a.height(), SafetyLevel.CROSS_UNSAFE);

      upstream.close();
      chains.mine(3);
      chains.awaitLevel(B, b.height(), SafetyLevel.CROSS_UNSAFE);
      assertThat(
              chains
                  .supernode()
                  .snapshot()
                  .chain(A)
                  .orElseThrow()
                  .heads()
                  .reaches(a.height(), SafetyLevel.UNSAFE))
          .isFalse();
      upstream = ChainIngress.open(port, a, _ -> Optional.empty());

      chains.awaitLevel(A, a.height(), SafetyLevel.CROSS_UNSAFE);
    } finally {
      upstream.close();
    }
  }

  @Test
  void longHistoryIsFilledOnceAndKept() throws Exception {
    AnvilOptions options =
        new AnvilOptions(901, TestChain.GRID.genesisTimestamp(), true, DevnetChain.SAFE_DEPTH, 64);
    try (LogLines log = new LogLines(Supernode.class);
        AnvilProcess old = AnvilProcess.start(TestChain.anvil(), options)) {
      mine(old, LONG);
      TwoChainsToml toml = TwoChainsToml.of(folder, old.webSocket(), b.http());
      try (FollowedChains chains = FollowedChains.start(a, b, toml)) {
        chains.awaitLevel(A, LONG, SafetyLevel.CROSS_UNSAFE);
        assertThat(chains.metrics().scrape()).contains(sealed(LONG + 1));
        assertThat(log.of("back_fill")).hasSizeBetween(2, 30);

        chains.restart();

        chains.awaitLevel(A, LONG, SafetyLevel.CROSS_UNSAFE);
        assertThat(chains.metrics().scrape()).contains(sealed(0));
        assertThat(log.of("reorg")).isEmpty();
      }
    }
  }

  private static void mine(AnvilProcess chain, int blocks) throws Exception {
    try (HttpRpcClient client =
        new HttpRpcClient(new Endpoint(chain.http()), RpcClientLimits.DEFAULT)) {
      for (int from = 1; from <= blocks; from += BLOCKS_PER_CALL) {
        List<RpcCall> calls =
            IntStream.range(from, from + BLOCKS_PER_CALL)
                .mapToObj(number -> Json.quantity(TestChain.GRID.timestampOf(number)))
                .map(time -> RpcCall.of("evm_mine", JsonNodeFactory.instance.stringNode(time)))
                .toList();
        assertThat(client.exchange(calls, Json::readTree))
            .allMatch(answer -> answer instanceof RpcAnswer.Value);
      }
    }
  }

  private static String sealed(long blocks) {
    return "op_interop_filter_default_blocks_sealed_total{chain_id=\"901\"} " + blocks + ".0\n";
  }
}
