package dev.fairlead.node.devnet.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.jsonrpc.http.WebSocketRpcClient;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.IdentifierCodec;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.FeeTerms;
import dev.fairlead.opstack.transaction.Recipient;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private static PrivateKey key;
  private static List<RpcClient> clients;

  @BeforeAll
  static void start() throws Exception {
    chain = TestChain.start(901);
    TransactionGate gate =
        new TransactionGate(
            chain.id(), chain::nextTimestamp, chain.rpc().client(), ChainIngressTest::check);
    ingress = ChainIngress.open(0, chain, gate);
    key = PrivateKey.of(Hash32.ofNumber(0x1234).toByteArray());
    chain.rpc().setBalance(key.address(), BigInteger.TEN.pow(20));
    clients =
        List.of(
            new HttpRpcClient(new Endpoint(ingress.http()), RpcClientLimits.DEFAULT),
            new WebSocketRpcClient(new Endpoint(ingress.webSocket()), RpcClientLimits.DEFAULT));
  }

  @AfterAll
  static void end() {
    clients.forEach(RpcClient::close);
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
      hashes.add(value(once(clients.getFirst(), call(method, KNOWN, keys(KNOWN)))));
      chain.mine();
    }

    TestCalls calls = new TestCalls(chain.rpc().client(), TestChain.account(chain));
    for (JsonNode hash : hashes) {
      assertThat(calls.isSuccess(Json.hash(hash, "hash"))).isTrue();
    }
  }

  @Test
  void depositsAndDamagedTransactionsAreRefused() throws Exception {
    for (String raw : List.of("0x7e00", "0x05c0", "0x02c0", "0x", "0xzz")) {
      RpcCall call = RpcCall.of("eth_sendRawTransaction", text(raw));

      assertThat(error(once(clients.getFirst(), call)).code()).as(raw).isEqualTo(-32602);
    }
    for (String params : List.of("7", "[]", "{\"accessList\":7}", "{\"accessList\":[{}]}")) {
      RpcCall call = new RpcCall("eth_sendTransaction", Json.array().add(Json.parse(params)));
      assertThat(error(once(clients.getFirst(), call)).code()).as(params).isEqualTo(-32602);
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

    for (RpcClient client : clients) {
      List<RpcAnswer<JsonNode>> answers = client.exchange(calls, Json::readTree);

      assertThat(value(answers.get(0)).stringValue()).isEqualTo("0x385");
      assertThat(error(answers.get(1)).message()).isEqualTo("unknown-log");
      assertThat(value(answers.get(2)).stringValue()).isEqualTo(Json.quantity(chain.height()));
    }
  }

  @Test
  void subscriptionsPassThrough() throws Exception {
    WebSocketRpcClient client = (WebSocketRpcClient) clients.getLast();
    BlockingQueue<JsonNode> heads = new LinkedBlockingQueue<>();
    String subscription = client.subscribe(List.of(text("newHeads")), heads::add);

    chain.mine();

    JsonNode head = heads.poll(10, TimeUnit.SECONDS);
    assertThat(Json.number(head.path("number"), "number")).isEqualTo(chain.height());
    client.unsubscribe(subscription);
  }

  /** Alone and in a batch, by HTTP and by WebSocket. */
  private static List<RpcAnswer<JsonNode>> byEveryWay(RpcCall call) throws Exception {
    List<RpcAnswer<JsonNode>> answers = new ArrayList<>();
    for (RpcClient client : clients) {
      answers.add(once(client, call));
      answers.add(client.exchange(List.of(RpcCall.of("eth_chainId"), call), Json::readTree).get(1));
    }
    return answers;
  }

  private static RpcAnswer<JsonNode> once(RpcClient client, RpcCall call) throws Exception {
    return client.exchange(List.of(call), Json::readTree).getFirst();
  }

  private static RpcCall call(SubmitMethod method, Identifier id, List<Hash32> keys)
      throws Exception {
    Bytes input = validate(id);
    return switch (method) {
      case RAW -> RpcCall.of("eth_sendRawTransaction", text(raw(input, keys)));
      case RAW_SYNC -> RpcCall.of("eth_sendRawTransactionSync", text(raw(input, keys)));
      case UNLOCKED -> RpcCall.of("eth_sendTransaction", object(input, keys));
      case UNLOCKED_SYNC -> RpcCall.of("eth_sendTransactionSync", object(input, keys));
      case UNSIGNED -> RpcCall.of("eth_sendUnsignedTransaction", object(input, keys));
    };
  }

  private static JsonNode object(Bytes input, List<Hash32> keys) throws Exception {
    return new TestCalls(chain.rpc().client(), TestChain.account(chain))
        .transaction(Predeploys.CROSS_L2_INBOX, input, keys);
  }

  private static String raw(Bytes input, List<Hash32> keys) {
    List<AccessTuple> accessList =
        keys.isEmpty() ? List.of() : List.of(new AccessTuple(Predeploys.CROSS_L2_INBOX, keys));
    FeeMarketTransaction transaction =
        new FeeMarketTransaction(
            chain.id(),
            0,
            new FeeTerms.Caps(BigInteger.ONE, BigInteger.TEN.pow(10)),
            100_000,
            new TransactionCall(
                new Recipient.Account(Predeploys.CROSS_L2_INBOX),
                BigInteger.ZERO,
                input,
                accessList));
    return key.sign(transaction).toString();
  }

  private static Bytes validate(Identifier id) {
    ByteWriter words = new ByteWriter(IdentifierCodec.SIZE);
    IdentifierCodec.write(id, words);
    byte[] bytes = words.toBytes().toByteArray();
    Calldata call =
        Calldata.of("validateMessage((address,uint256,uint256,uint256,uint256),bytes32)");
    for (int at = 0; at < bytes.length; at += Hash32.SIZE) {
      call.word(Hash32.read(bytes, at));
    }
    return call.word(PAYLOAD_HASH).encode();
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
