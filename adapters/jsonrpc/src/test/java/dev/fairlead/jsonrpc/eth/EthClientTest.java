package dev.fairlead.jsonrpc.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.Recipient;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
final class EthClientTest {
  private static final Address20 ACCOUNT = Predeploys.L2_TO_L2_MESSENGER;

  private static RecordedChain chain;
  private static HttpRpcClient rpc;
  private static EthClient client;

  @BeforeAll
  static void start() throws Exception {
    chain = new RecordedChain();
    rpc = new HttpRpcClient(chain.endpoint(), RpcClientLimits.DEFAULT);
    client = new EthClient(rpc);
  }

  @AfterAll
  static void stop() {
    rpc.close();
    chain.close();
  }

  @Test
  void otherChain_isAFailureOfItsOwnKind() throws Exception {
    answer("eth_chainId", "\"0x385\"");

    client.demandChain(ChainId.of(901));
    assertThatThrownBy(() -> client.demandChain(ChainId.of(902)))
        .isInstanceOfSatisfying(
            SourceFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.WRONG_CHAIN))
        .hasMessage(chain.endpoint() + " serves chain 901 instead of 902");
  }

  @Test
  void numbersAndBytes_becomeCoreTypes() throws Exception {
    answer("eth_getTransactionCount", "\"0xffffffffffffffff\"");
    answer("eth_getBalance", "\"0xde0b6b3a7640000\"");
    answer("eth_getCode", "\"0x6001\"");
    answer("eth_gasPrice", "\"0x1\"");
    answer("eth_maxPriorityFeePerGas", "\"0x2\"");

    assertThat(client.transactionCount(ACCOUNT, BlockSelector.Tag.PENDING)).isEqualTo(-1L);
    assertThat(client.balance(ACCOUNT, BlockSelector.Tag.LATEST))
        .isEqualTo(new BigInteger("1000000000000000000"));
    assertThat(client.code(ACCOUNT, BlockSelector.number(1))).isEqualTo(Bytes.literal("0x6001"));
    assertThat(client.gasPrice()).isOne();
    assertThat(client.priorityFee()).isEqualTo(BigInteger.TWO);
  }

  @Test
  void resultOfAnotherForm_isMalformed() throws Exception {
    answer("eth_gasPrice", "{\"x\":1}");

    assertThatThrownBy(() -> client.gasPrice())
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("result of eth_gasPrice: expected a number");
  }

  @Test
  void revert_isAnAnswerWithItsData() throws Exception {
    chain.others.put(
        "eth_estimateGas", RpcReply.failure(3, "execution reverted", Json.parse("\"0xe3c00816\"")));
    chain.others.put("eth_sendRawTransaction", RpcReply.failure(-32000, "nonce too low"));

    assertThat(client.estimateGas(request()))
        .isInstanceOfSatisfying(
            RpcAnswer.Refusal.class,
            refusal -> assertThat(refusal.error().data().asString("")).isEqualTo("0xe3c00816"));
    assertThat(client.sendRawTransaction(Bytes.literal("0x02c0")))
        .isInstanceOf(RpcAnswer.Refusal.class);
  }

  @Test
  void simulation_carriesTheAccessList() {
    assertThat(Json.write(request().toJson()))
        .isEqualTo(
            "{\"from\":\"0x4200000000000000000000000000000000000023\","
                + "\"to\":\"0x4200000000000000000000000000000000000022\",\"value\":\"0x0\","
                + "\"input\":\"0x01\",\"accessList\":[{\"address\":"
                + "\"0x4200000000000000000000000000000000000022\",\"storageKeys\":[\"0x"
                + "00".repeat(32)
                + "\"]}]}");
  }

  @Test
  void receipt_tellsWhatBecameOfATransaction() throws Exception {
    JsonNode first = Vectors.receipts("optimism-types").get(0);
    JsonNode reverted = Vectors.receipts("optimism-types").get(3);
    Hash32 hash = Json.hash(first.path("transactionHash"), "hash");
    chain.others.put("eth_getTransactionReceipt", RpcReply.result(first));

    TransactionReceipt receipt = client.receipt(hash).orElseThrow();

    assertThat(receipt.transaction()).isEqualTo(hash);
    assertThat(receipt.isSuccess()).isTrue();
    assertThat(receipt.block().number()).isEqualTo(2);
    assertThat(receipt.logs()).hasSize(5);
    chain.others.put("eth_getTransactionReceipt", RpcReply.result(reverted));
    assertThat(client.receipt(hash).orElseThrow().isSuccess()).isFalse();
    chain.others.put("eth_getTransactionReceipt", RpcReply.nothing());
    assertThat(client.receipt(hash)).isEmpty();
  }

  private static CallRequest request() {
    return new CallRequest(
        ACCOUNT,
        new TransactionCall(
            new Recipient.Account(Predeploys.CROSS_L2_INBOX),
            BigInteger.ZERO,
            Bytes.literal("0x01"),
            List.of(new AccessTuple(Predeploys.CROSS_L2_INBOX, List.of(Hash32.ZERO)))));
  }

  private static void answer(String method, String json) throws Exception {
    chain.others.put(method, RpcReply.result(Json.parse(json)));
  }
}
