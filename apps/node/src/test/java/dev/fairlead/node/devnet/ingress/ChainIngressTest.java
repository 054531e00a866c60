package dev.fairlead.node.devnet.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.http.WebSocketRpcClient;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A real chain behind its port. The admission check knows one message and refuses all others. */
class ChainIngressTest {
  private static final Hash32 PAYLOAD_HASH = Hash32.ofNumber(7);
  private static final Identifier KNOWN =
      new Identifier(Predeploys.L2_TO_L2_MESSENGER, 14, 2, 1_743_801_675, ChainId.of(902));
  private static final Identifier UNKNOWN =
      new Identifier(Predeploys.L2_TO_L2_MESSENGER, 15, 2, 1_743_801_675, ChainId.of(902));
  private static final List<ExecutingDescriptor> ASKED = new CopyOnWriteArrayList<>();

  private static DevnetChain chain;
  private static ChainIngress ingress;
  private static SubmitForms forms;
  private static EveryWay ways;

  @BeforeAll
  static void start() throws Exception {
    chain = TestChain.start(901);
    TransactionGate gate =
        new TransactionGate(
            chain.id(), chain::nextTimestamp, chain.rpc().client(), ChainIngressTest::check);
    ingress = ChainIngress.open(0, chain, gate);
    forms = SubmitForms.on(chain);
    ways = new EveryWay(ingress);
  }

  @AfterAll
  static void end() {
    ways.close();
    ingress.close();
    chain.close();
  }

  @BeforeEach
  void forget() throws Exception {
    ASKED.clear();
    chain.mine();
  }

  private static Optional<RpcError> check(List<Hash32> keys, ExecutingDescriptor at) {
    ASKED.add(at);
    return keys.equals(keys(KNOWN))
        ? Optional.empty()
        : Optional.of(RpcError.of(-320600, "unknown-log"));
  }

  @ParameterizedTest
  @EnumSource(SubmitMethod.class)
  void messageThatTheCheckRefusesDoesNotReachTheChain(SubmitMethod method) throws Exception {
    for (RpcAnswer<JsonNode> answer : byEveryWay(call(method, UNKNOWN, keys(UNKNOWN)))) {
      assertThat(error(answer)).isEqualTo(RpcError.of(-320600, "unknown-log"));
    }
    chain.mine();
    assertThat(chain.rpc().block(chain.height()).orElseThrow().transactions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SubmitMethod.class)
  void undeclaredMessageIsRefused(SubmitMethod method) throws Exception {
    for (RpcAnswer<JsonNode> answer : byEveryWay(call(method, KNOWN, List.of()))) {
      assertThat(error(answer).code()).isEqualTo(-320600);
      assertThat(error(answer).data().path("code").stringValue()).isEqualTo("undeclared");
    }
    assertThat(ASKED).isEmpty();
  }

  @Test
  void checkIsMadeAgainstTheNextTimestampOfTheGrid() throws Exception {
    chain.mine();
    long next = TestChain.GRID.timestampOf(chain.height() + 1);

    byEveryWay(call(SubmitMethod.RAW, UNKNOWN, keys(UNKNOWN)));

    assertThat(ASKED).hasSize(4).containsOnly(new ExecutingDescriptor(chain.id(), next, 0));
  }

  @Test
  void acceptedMessagesOfEveryFormAreMined() throws Exception {
    List<JsonNode> hashes = new ArrayList<>();
    for (SubmitMethod method :
        List.of(SubmitMethod.RAW, SubmitMethod.UNLOCKED, SubmitMethod.UNSIGNED)) {
      hashes.add(value(once(ways.http, call(method, KNOWN, keys(KNOWN)))));
      chain.mine();
    }

    TestCalls calls = new TestCalls(chain.rpc().client(), TestChain.account(chain));
    for (JsonNode hash : hashes) {
      assertThat(calls.isSuccess(Json.hash(hash, "hash"))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW_SYNC", "UNLOCKED_SYNC"})
  void acceptedMessageIsAnsweredWithItsReceiptOnceItIsMined(SubmitMethod method) throws Exception {
    RpcCall call = call(method, KNOWN, keys(KNOWN));
    FutureTask<RpcAnswer<JsonNode>> answer = new FutureTask<>(() -> once(ways.http, call));

    Thread.ofVirtual().start(answer);
    await("the call to be answered")
        .until(() -> {
          chain.mine();
          return answer.isDone();
        });

    assertThat(value(answer.get()).path("status").stringValue()).isEqualTo("0x1");
  }

  @Test
  void depositsAndDamagedTransactionsAreRefused() throws Exception {
    for (String raw : List.of("0x7e00", "0x05c0", "0x02c0", "0x", "0xzz")) {
      RpcCall call = RpcCall.of("eth_sendRawTransaction", text(raw));

      assertThat(error(once(ways.http, call)).code()).as(raw).isEqualTo(-32602);
    }
    for (String params : List.of("7", "[]", "{\"accessList\":7}", "{\"accessList\":[{}]}")) {
      RpcCall call = new RpcCall("eth_sendTransaction", Json.array().add(Json.parse(params)));
      assertThat(error(once(ways.http, call)).code()).as(params).isEqualTo(-32602);
    }
  }

  @Test
  void methodsThatWouldLeaveTheGridAreRefused() throws Exception {
    long height = chain.height();
    for (RpcAnswer<JsonNode> answer : byEveryWay(RpcCall.of("evm_mine"))) {
      assertThat(error(answer).message()).startsWith("evm_mine is off on this chain");
    }
    assertThat(chain.rpc().height()).isEqualTo(height);
  }

  @Test
  void batchIsAnsweredWholeWhenOneCallIsRefused() throws Exception {
    List<RpcCall> calls =
        List.of(
            RpcCall.of("eth_chainId"),
            call(SubmitMethod.UNLOCKED, UNKNOWN, keys(UNKNOWN)),
            RpcCall.of("eth_blockNumber"));

    for (RpcClient client : List.of(ways.http, ways.webSocket)) {
      List<RpcAnswer<JsonNode>> answers = client.exchange(calls, Json::readTree);

      assertThat(value(answers.get(0)).stringValue()).isEqualTo("0x385");
      assertThat(error(answers.get(1)).message()).isEqualTo("unknown-log");
      assertThat(value(answers.get(2)).stringValue()).isEqualTo(Json.quantity(chain.height()));
    }
  }

  @Test
  void subscriptionsPassThrough() throws Exception {
    WebSocketRpcClient client = ways.webSocket;
    BlockingQueue<JsonNode> heads = new LinkedBlockingQueue<>();
    String subscription = client.subscribe(List.of(text("newHeads")), heads::add);

    chain.mine();

    JsonNode head = heads.poll(10, TimeUnit.SECONDS);
    assertThat(Json.number(head.path("number"), "number")).isEqualTo(chain.height());
    client.unsubscribe(subscription);
  }

  private static Collection<RpcAnswer<JsonNode>> byEveryWay(RpcCall call) throws Exception {
    return ways.ask(call).values();
  }

  private static RpcAnswer<JsonNode> once(RpcClient client, RpcCall call) throws Exception {
    return client.exchange(List.of(call), Json::readTree).getFirst();
  }

  private static RpcCall call(SubmitMethod method, Identifier id, List<Hash32> keys)
      throws Exception {
    return forms.call(
        SubmitForms.name(method),
        Predeploys.CROSS_L2_INBOX,
        TestCalls.validate(id, PAYLOAD_HASH),
        keys);
  }

  private static List<Hash32> keys(Identifier id) {
    return AccessListCodec.encode(Access.of(id, PAYLOAD_HASH));
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  private static RpcError error(RpcAnswer<JsonNode> answer) {
    return switch (answer) {
      case RpcAnswer.Refusal<JsonNode>(RpcError error) -> error;
      case RpcAnswer.Value<JsonNode>(JsonNode value) ->
          throw new AssertionError("was not refused: " + value);
    };
  }

  private static JsonNode value(RpcAnswer<JsonNode> answer) {
    return switch (answer) {
      case RpcAnswer.Value<JsonNode>(JsonNode value) -> value;
      case RpcAnswer.Refusal<JsonNode>(RpcError error) ->
          throw new AssertionError("was refused: " + error);
    };
  }
}
