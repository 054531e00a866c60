package dev.fairlead.node.devnet.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.devnet.chain.ChainBlock;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestCalls;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.opstack.verifier.ChainOrder;
import dev.fairlead.opstack.verifier.DeniedBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObeyingAuthorityTest {
  private static final Address20 FRIEND =
      Address20.literal("0x1111111111111111111111111111111111111111");
  private static final Hash32 GOOD = Hash32.ofNumber(1);
  private static final Hash32 BAD = Hash32.ofNumber(2);

  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private DevnetChain chain;
  private ObeyingAuthority authority;

  @BeforeEach
  void start() throws Exception {
    chain = TestChain.start(901);
    authority =
        new ObeyingAuthority(
            Map.of(chain.id(), chain),
            (keys, at) ->
                keys.contains(BAD) ? Optional.of(RpcError.of(-320600, "bad")) : Optional.empty(),
            order -> reports.add("done"),
            order -> reports.add("failed"));
  }

  @AfterEach
  void end() {
    authority.close();
    chain.close();
  }

  @Test
  void invalidBlockBecomesEmptyAndLaterTransactionsAreCheckedAgain() throws Exception {
    send(0, List.of());
    chain.mine();
    send(1, List.of(GOOD));
    send(2, List.of(BAD));
    Hash32 plain = send(3, List.of());
    chain.mine();
    ChainBlock invalid = chain.rpc().block(2).orElseThrow();
    List<Hash32> later = chain.rpc().block(3).orElseThrow().transactions();
    assertThat(later).hasSize(3).contains(plain);

    authority.invalidateBlock(order(invalid));

    assertThat(reports.poll(10, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(chain.rpc().block(2).orElseThrow().transactions()).isEmpty();
    assertThat(chain.rpc().block(3).orElseThrow().transactions())
        .containsExactly(later.get(0), later.get(2));
  }

  @Test
  void orderThatComesAgainChangesNothing() throws Exception {
    send(0, List.of());
    chain.mine();
    ChainBlock invalid = chain.rpc().block(2).orElseThrow();
    authority.invalidateBlock(order(invalid));
    assertThat(reports.poll(10, TimeUnit.SECONDS)).isEqualTo("done");
    Hash32 fresh = chain.rpc().block(2).orElseThrow().ref().hash();

    authority.invalidateBlock(order(invalid));

    assertThat(reports.poll(10, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(chain.rpc().block(2).orElseThrow().ref().hash()).isEqualTo(fresh);
  }

  @Test
  void chainThatDoesNotAnswerFailsTheOrder() throws Exception {
    ChainBlock block = chain.rpc().block(1).orElseThrow();
    chain.process().close();

    authority.invalidateBlock(order(block));

    assertThat(reports.poll(20, TimeUnit.SECONDS)).isEqualTo("failed");
  }

  private Hash32 send(int account, List<Hash32> keys) throws Exception {
    Address20 from = chain.rpc().accounts().get(account);
    return new TestCalls(chain.rpc().client(), from).send(FRIEND, Bytes.EMPTY, keys);
  }

  private ChainOrder.InvalidateBlock order(ChainBlock block) {
    return new ChainOrder.InvalidateBlock(
        new DeniedBlock(chain.id(), block.ref(), block.timestamp(), Hash32.ZERO, Hash32.ZERO));
  }
}
