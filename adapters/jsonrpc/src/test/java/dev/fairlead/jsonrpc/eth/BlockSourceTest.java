package dev.fairlead.jsonrpc.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.evm.BlockHeader;
import dev.fairlead.opstack.message.MessageHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
final class BlockSourceTest {
  private static final int TYPES_HEIGHT = 2;

  private static RecordedChain chain;
  private static HttpRpcClient client;

  /** One way to alter what a source tells of block 2. */
  record Alteration(String name, Consumer<ArrayNode> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    chain = new RecordedChain();
    client = new HttpRpcClient(chain.endpoint(), RpcClientLimits.DEFAULT);
  }

  @BeforeEach
  void forgetBlocks() {
    chain.clear();
  }

  @AfterAll
  static void stop() {
    client.close();
    chain.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimism-genesis",
        "optimism-empty",
        "optimism-types",
        "optimism-many",
        "ethereum-types",
        "london-genesis",
        "london-types"
      })
  void headersOfAllForks_hashToTheirBlockHash(String name) throws Exception {
    JsonNode block = Vectors.block(name);
    chain.add(block, Json.array());

    BlockHeader header =
        source().header(BlockSelector.number(Json.number(block.path("number"), ""))).orElseThrow();

    assertThat(header.hash()).hasToString(block.path("hash").stringValue());
    assertThat(header.parentHash()).hasToString(block.path("parentHash").stringValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimism-empty",
        "optimism-types",
        "optimism-many",
        "ethereum-types",
        "london-types"
      })
  void receiptsOfAllTypes_haveTheRootOfTheirHeader(String name) throws Exception {
    chain.add(name);
    JsonNode block = Vectors.block(name);

    SealedBlock sealed =
        source().sealedBlock(BlockSelector.hash(Json.hash(block.path("hash"), "hash")));

    assertThat(sealed.seal().hash()).hasToString(block.path("hash").stringValue());
    assertThat(sealed.seal().stateRoot()).hasToString(block.path("stateRoot").stringValue());
    assertThat(sealed.logHashes().size()).isEqualTo(logsOf(name).size());
  }

  @Test
  void logsAreReducedToHashesAndReferences() throws Exception {
    chain.add("optimism-empty").add("optimism-types").add("optimism-many");

    List<SealedBlock> blocks = source().sealedBlocks(1, 3);

    assertThat(blocks).extracting(block -> block.seal().number()).containsExactly(1L, 2L, 3L);
    SealedBlock types = blocks.get(1);
    assertThat(types.seal().parentHash()).isEqualTo(blocks.getFirst().seal().hash());
    List<PlacedLog> logs = logsOf("optimism-types");
    for (int i = 0; i < logs.size(); i++) {
      assertThat(types.logHashes().get(i)).isEqualTo(MessageHashes.logHash(logs.get(i).log()));
    }
    assertThat(types.references())
        .extracting(MessageReference::chain, reference -> reference.position().logIndex())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ChainId.of(901), 3L),
            org.assertj.core.groups.Tuple.tuple(ChainId.of(901), 2L));
  }

  @Test
  void outboxRoot_isKnownSinceTheWithdrawalsRootCarriesIt() throws Exception {
    chain.add("optimism-types");
    assertThat(source().sealedBlocks(2, 1).getFirst().seal().outboxRoot())
        .hasToString(Vectors.block("optimism-types").path("withdrawalsRoot").stringValue());
    chain.add("london-types");
    assertThat(source().sealedBlocks(2, 1).getFirst().seal().outboxRoot()).isEqualTo(Hash32.ZERO);
  }

  @Test
  void trustedSource_mayListLogsInsteadOfReceipts() throws Exception {
    chain.add("optimism-types").add("optimism-empty");

    assertThat(new BlockSource(client, true).sealedBlocks(1, 2))
        .isEqualTo(source().sealedBlocks(1, 2));
  }

  static List<Alteration> alterations() {
    return List.of(
        new Alteration("last receipt missing", all -> all.remove(all.size() - 1)),
        new Alteration("first receipt missing", all -> all.remove(0)),
        new Alteration("all receipts missing", ArrayNode::removeAll),
        new Alteration("receipts swapped", all -> all.add(all.remove(0))),
        new Alteration("log missing at the end", all -> logs(all, 0).remove(4)),
        new Alteration("log missing in the middle", all -> logs(all, 0).remove(1)),
        new Alteration("logs left out", all -> logs(all, 0).removeAll()),
        new Alteration("log data altered", all -> log(all, 0, 1).put("data", "0x06")),
        new Alteration("log data longer", all -> log(all, 0, 0).put("data", "0x00")),
        new Alteration("log address altered", all -> log(all, 0, 1).put("address", other(20))),
        new Alteration(
            "topic left out", all -> ((ArrayNode) log(all, 0, 1).get("topics")).remove(0)),
        new Alteration("log index repeated", all -> log(all, 0, 1).put("logIndex", "0x0")),
        new Alteration("log index skipped", all -> log(all, 0, 1).put("logIndex", "0x2")),
        new Alteration("log of another block", all -> log(all, 0, 1).put("blockHash", other(32))),
        new Alteration("log of another height", all -> log(all, 0, 1).put("blockNumber", "0x3")),
        new Alteration("log of another tx", all -> log(all, 0, 1).put("transactionIndex", "0x1")),
        new Alteration("log removed", all -> log(all, 0, 1).put("removed", true)),
        new Alteration("status altered", all -> receipt(all, 0).put("status", "0x0")),
        new Alteration("gas altered", all -> receipt(all, 0).put("cumulativeGasUsed", "0x1")),
        new Alteration("type altered", all -> receipt(all, 1).put("type", "0x2")),
        new Alteration("deposit nonce altered", all -> receipt(all, 4).put("depositNonce", "0x9")),
        new Alteration(
            "deposit version left out", all -> receipt(all, 4).remove("depositReceiptVersion")),
        new Alteration(
            "all of another block",
            all ->
                all.forEach(receipt -> {
                  ((ObjectNode) receipt).put("blockHash", other(32));
                  receipt
                      .path("logs")
                      .forEach(log -> ((ObjectNode) log).put("blockHash", other(32)));
                })));
  }

  @ParameterizedTest
  @MethodSource("alterations")
  void alteredOrTruncatedReceipts_areNeverABlock(Alteration alteration) throws Exception {
    ArrayNode receipts = (ArrayNode) Vectors.receipts("optimism-types");
    alteration.change().accept(receipts);
    chain.add(Vectors.block("optimism-types"), receipts);

    SourceFailure failure = failureOf(source());

    assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.CONTRADICTORY);
    assertThat(failure)
        .hasMessageStartingWith(chain.endpoint() + " contradicts itself: ")
        .hasMessageContaining("2:0x50ded12f")
        .hasMessageNotContaining("\n");
  }

  @Test
  void alteredLogWithMatchingReceiptsRoot_failsTheBlockHash() throws Exception {
    ArrayNode receipts = (ArrayNode) Vectors.receipts("optimism-types");
    log(receipts, 0, 1).put("data", "0x06");
    ObjectNode block = (ObjectNode) Vectors.block("optimism-types");
    chain.add(block, receipts);
    String realRoot = block.path("receiptsRoot").stringValue();
    String found = String.valueOf(failureOf(source()).getMessage());
    String forgedRoot = found.replaceAll(".*have root (0x[0-9a-f]{64}),.*", "$1");
    assertThat(forgedRoot).hasSize(66).isNotEqualTo(realRoot);

    block.put("receiptsRoot", forgedRoot);

    SourceFailure failure = failureOf(source());
    assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.CONTRADICTORY);
    assertThat(failure).hasMessageContaining("its header hashes to");
  }

  @Test
  void headerFieldOfAFutureFork_isNamedInTheRefusal() throws Exception {
    ObjectNode block = (ObjectNode) Vectors.block("optimism-types");
    block.put("gasUsed", "0x1").put("blockAccessListHash", other(32));
    chain.add(block, Json.array());

    assertThat(failureOf(source())).hasMessageContaining("newer fork: [blockAccessListHash]");
  }

  @Test
  void answerToAnotherHeight_isRefused() throws Exception {
    chain.blocks.put("0x2", Vectors.block("optimism-many"));

    assertThat(failureOf(source())).hasMessageContaining("came instead of block 2");
  }

  @Test
  void missingBlock_isNotFound() throws Exception {
    assertThat(failureOf(source()).kind()).isEqualTo(SourceFailure.Kind.NOT_FOUND);
    chain.add("optimism-types");
    chain.receipts.clear();
    assertThat(failureOf(source()))
        .hasMessageContaining("does not have receipts of block 2:0x50ded12f");
    assertThat(source().header(BlockSelector.Tag.SAFE)).isEmpty();
  }

  static List<Alteration> malformations() {
    return List.of(
        new Alteration("odd hex", all -> log(all, 0, 1).put("data", "0x0")),
        new Alteration("no hex", all -> log(all, 0, 1).put("data", "0x0g")),
        new Alteration("foreign digits", all -> log(all, 0, 1).put("data", "0x\uff10\u0660")),
        new Alteration("no prefix", all -> log(all, 0, 1).put("data", "00")),
        new Alteration("short address", all -> log(all, 0, 1).put("address", other(19))),
        new Alteration(
            "five topics", all -> ((ArrayNode) log(all, 0, 4).get("topics")).add(other(32))),
        new Alteration("no topics", all -> log(all, 0, 1).remove("topics")),
        new Alteration("topics no array", all -> log(all, 0, 1).put("topics", "0x")),
        new Alteration("no status", all -> receipt(all, 0).remove("status")),
        new Alteration("huge number", all -> receipt(all, 0).put("status", other(9))),
        new Alteration("pending block", all -> receipt(all, 0).putNull("blockHash")),
        new Alteration("impossible type", all -> receipt(all, 0).put("type", "0x80")),
        new Alteration("receipt no object", all -> all.set(0, "0x")));
  }

  @ParameterizedTest
  @MethodSource("malformations")
  void malformedReceipts_areOneClearFailure(Alteration alteration) throws Exception {
    ArrayNode receipts = (ArrayNode) Vectors.receipts("optimism-types");
    alteration.change().accept(receipts);
    chain.add(Vectors.block("optimism-types"), receipts);

    SourceFailure failure = failureOf(source());

    assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.MALFORMED);
    assertThat(failure)
        .hasMessageContaining("gave no usable answer to eth_getBlockReceipts")
        .hasMessageNotContaining("\n");
  }

  private BlockSource source() {
    return new BlockSource(client, false);
  }

  private static SourceFailure failureOf(BlockSource source) {
    return catchThrowableOfType(SourceFailure.class, () -> source.sealedBlocks(TYPES_HEIGHT, 1));
  }

  private static List<PlacedLog> logsOf(String name) throws Exception {
    List<PlacedLog> logs = new ArrayList<>();
    for (JsonNode receipt : Vectors.receipts(name)) {
      logs.addAll(PlacedLog.parseAll(receipt.path("logs")));
    }
    return logs;
  }

  private static ObjectNode receipt(ArrayNode all, int index) {
    return (ObjectNode) all.get(index);
  }

  private static ArrayNode logs(ArrayNode all, int index) {
    return (ArrayNode) all.get(index).get("logs");
  }

  private static ObjectNode log(ArrayNode all, int receipt, int index) {
    return (ObjectNode) logs(all, receipt).get(index);
  }

  private static String other(int size) {
    return "0x" + "ab".repeat(size);
  }
}
