package dev.fairlead.node.devnet.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.devnet.contracts.DemoToken;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

class DevnetChainTest {
  private static final Address20 FRIEND =
      Address20.literal("0x1111111111111111111111111111111111111111");

  private DevnetChain chain;

  @BeforeEach
  void start() throws Exception {
    chain = TestChain.start(901);
  }

  @AfterEach
  void end() {
    chain.close();
    assertThat(chain.process().isAlive()).isFalse();
  }

  @Test
  void everyBlockHasTheTimestampOfItsHeight() throws Exception {
    chain.mineUpTo(TestChain.GRID.timestampOf(20) + 1);

    assertThat(chain.height()).isEqualTo(20).isEqualTo(chain.rpc().height());
    assertOnGrid(20);
    assertThat(chain.nextTimestamp()).isEqualTo(TestChain.GRID.timestampOf(21));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void reorgKeepsHeightsTimestampsAndTransactionsAndChangesHashes(int depth) throws Exception {
    chain.mineUpTo(TestChain.GRID.timestampOf(20));
    transferAndMine(1);
    transferAndMine(2);
    List<ChainBlock> before = blocks(23 - depth, 22);

    chain.reorg(depth, Remining.SAME);

    List<ChainBlock> after = blocks(23 - depth, 22);
    assertOnGrid(22);
    for (int i = 0; i < depth; i++) {
      assertThat(after.get(i).ref().hash()).isNotEqualTo(before.get(i).ref().hash());
      assertThat(after.get(i).transactions()).isEqualTo(before.get(i).transactions());
    }
    assertThat(balance(FRIEND)).isEqualTo(3);
  }

  @Test
  void reorgIsRefusedBeyondDepthFive() {
    assertThatThrownBy(() -> chain.reorg(6, Remining.SAME))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reorgCanDropTransactions() throws Exception {
    transferAndMine(1);
    transferAndMine(2);

    chain.reorg(2, Remining.EMPTY);

    assertThat(balance(FRIEND)).isZero();
    assertThat(chain.rpc().pool()).isEmpty();
    assertOnGrid(3);
  }

  @Test
  void tagsStayBelowEveryStagedReorg() throws Exception {
    chain.mineUpTo(TestChain.GRID.timestampOf(30));

    chain.reorg(DevnetChain.REORG_DEPTH_MAX, Remining.EMPTY);

    assertThat(tagged("safe")).isEqualTo(22);
    assertThat(tagged("finalized")).isEqualTo(14);
  }

  @Test
  void replacedBlockIsEmptyAndLaterOnesKeepWhatIsStillValid() throws Exception {
    transferAndMine(1);
    Bytes later = signedByTwo();
    chain.rpc().send(later);
    chain.mine();
    ChainBlock replaced = chain.rpc().block(2).orElseThrow();
    ChainBlock last = chain.rpc().block(3).orElseThrow();

    boolean isReplaced = chain.replaceBlock(2, replaced.ref().hash(), Remining.SAME);

    assertThat(isReplaced).isTrue();
    ChainBlock fresh = chain.rpc().block(2).orElseThrow();
    assertThat(fresh.transactions()).isEmpty();
    assertThat(fresh.timestamp()).isEqualTo(replaced.timestamp());
    assertThat(fresh.ref().hash()).isNotEqualTo(replaced.ref().hash());
    assertThat(chain.rpc().block(3).orElseThrow().transactions())
        .isEqualTo(last.transactions())
        .hasSize(1);
    assertThat(chain.height()).isEqualTo(3);
  }

  @Test
  void transactionThatLostItsPredecessorIsForgotten() throws Exception {
    transferAndMine(1);
    transferAndMine(2);
    Hash32 replaced = chain.rpc().block(2).orElseThrow().ref().hash();

    chain.replaceBlock(2, replaced, Remining.SAME);

    assertThat(balance(FRIEND)).isZero();
    assertThat(chain.rpc().pool()).isEmpty();
    transferAndMine(4);
    assertThat(balance(FRIEND)).isEqualTo(4);
  }

  @Test
  void blockThatIsGoneIsNotReplacedAgain() throws Exception {
    transferAndMine(1);
    Hash32 replaced = chain.rpc().block(2).orElseThrow().ref().hash();
    chain.replaceBlock(2, replaced, Remining.SAME);
    Hash32 fresh = chain.rpc().block(2).orElseThrow().ref().hash();

    assertThat(chain.replaceBlock(2, replaced, Remining.SAME)).isFalse();
    assertThat(chain.replaceBlock(9, replaced, Remining.SAME)).isFalse();
    assertThat(chain.rpc().block(2).orElseThrow().ref().hash()).isEqualTo(fresh);
  }

  @Test
  void waitingTransactionsAreMinedAfterAReorgAndNotInIt() throws Exception {
    chain.mineUpTo(TestChain.GRID.timestampOf(5));
    chain.rpc().send(TestChain.account(chain), DemoToken.ADDRESS, transfer(7));

    chain.reorg(3, Remining.SAME);

    assertThat(balance(FRIEND)).isZero();
    chain.mine();
    assertThat(balance(FRIEND)).isEqualTo(7);
  }

  private void transferAndMine(int amount) throws Exception {
    chain.rpc().send(TestChain.account(chain), DemoToken.ADDRESS, transfer(amount));
    chain.mine();
  }

  private Bytes signedByTwo() throws Exception {
    Address20 second = chain.rpc().accounts().get(1);
    Hash32 hash = chain.rpc().send(second, FRIEND, Bytes.EMPTY);
    Bytes raw = chain.rpc().rawTransaction(hash).orElseThrow();
    chain.rpc().dropPool();
    return raw;
  }

  private static Bytes transfer(int amount) {
    return DemoToken.transfer(FRIEND, BigInteger.valueOf(amount));
  }

  private int balance(Address20 account) throws Exception {
    Bytes answer = chain.rpc().read(DemoToken.ADDRESS, DemoToken.balanceOf(account));
    return new BigInteger(1, answer.toByteArray()).intValueExact();
  }

  private void assertOnGrid(long top) throws Exception {
    for (ChainBlock block : blocks(0, top)) {
      assertThat(block.timestamp()).isEqualTo(TestChain.GRID.timestampOf(block.ref().number()));
    }
  }

  private List<ChainBlock> blocks(long from, long to) throws Exception {
    List<ChainBlock> blocks = new ArrayList<>();
    for (long at = from; at <= to; at++) {
      blocks.add(chain.rpc().block(at).orElseThrow());
    }
    return blocks;
  }

  private long tagged(String tag) throws Exception {
    RpcReply reply =
        chain
            .rpc()
            .client()
            .call(
                "eth_getBlockByNumber",
                JsonNodeFactory.instance.stringNode(tag),
                JsonNodeFactory.instance.booleanNode(false));
    return Json.number(((RpcReply.Result) reply).value().path("number"), "number");
  }
}
