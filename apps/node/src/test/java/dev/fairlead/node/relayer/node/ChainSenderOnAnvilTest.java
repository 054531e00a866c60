package dev.fairlead.node.relayer.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.relay.Inclusion;
import dev.fairlead.opstack.relay.PendingMessage;
import dev.fairlead.opstack.relay.RelayCalls;
import dev.fairlead.opstack.relay.SendResult;
import dev.fairlead.opstack.relay.Simulation;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.FeeTerms;
import dev.fairlead.opstack.transaction.Recipient;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Our transactions and the words of a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainSenderOnAnvilTest {
  private static final ChainId CHAIN = ChainId.of(902);
  private static final Address20 FRIEND =
      Address20.literal("0x1111111111111111111111111111111111111111");

  private DevnetChain chain;
  private NodeClient client;
  private ChainSender sender;

  @BeforeAll
  void start() throws Exception {
    chain = TestChain.start(902);
    client =
        new NodeClient(new Endpoint(URI.create(chain.http().toString())), RpcClientLimits.DEFAULT);
    sender = new ChainSender(client);
  }

  @AfterAll
  void end() {
    client.close();
    chain.close();
  }

  @Test
  void nodeTakesWhatWeSignAndSaysWhatBecameOfIt() throws Exception {
    PrivateKey key = account(1);
    Bytes raw = key.sign(transfer(0, 2_000_000_000L));
    Hash32 hash = Keccak256.hash(raw);

    assertThat(sender.account(key.address()).nonce()).isZero();
    assertThat(sender.send(List.of(raw, raw)))
        .containsExactly(new SendResult.Accepted(), new SendResult.Accepted());
    assertThat(sender.account(key.address()).pendingNonce()).isEqualTo(1);
    assertThat(sender.inclusion(key.address(), List.of(hash)).receipts()).isEmpty();
    chain.mine();

    Inclusion.Known known = sender.inclusion(key.address(), List.of(hash));
    assertThat(known.nonce()).isEqualTo(1);
    assertThat(known.receipts()).containsExactly(new Inclusion.Receipt(hash, chain.height(), true));
  }

  @Test
  void refusalsAreUnderstood() throws Exception {
    PrivateKey key = account(2);
    assertThat(sender.send(List.of(key.sign(transfer(0, 4_000_000_000L)))))
        .containsExactly(new SendResult.Accepted());
    assertThat(sender.send(List.of(key.sign(transfer(0, 3_999_999_999L)))))
        .containsExactly(new SendResult.Underpriced());
    chain.mine();

    assertThat(sender.send(List.of(key.sign(transfer(0, 5_000_000_000L)))))
        .containsExactly(new SendResult.NonceUsed());
    assertThat(sender.send(List.of(account(99).sign(transfer(0, 2_000_000_000L)))))
        .containsExactly(new SendResult.InsufficientFunds());
  }

  @Test
  void revertOfASimulationIsNotAFailure() throws Exception {
    PendingMessage message =
        PendingMessage.of(
            ChainId.of(901), new SentMessage(CHAIN, FRIEND, Hash32.ZERO, FRIEND, Bytes.EMPTY));
    Identifier identifier =
        new Identifier(Predeploys.L2_TO_L2_MESSENGER, 1, 0, 1_000, ChainId.of(901));
    TransactionCall call = RelayCalls.relay(message, identifier);
    TransactionCall undeclared =
        new TransactionCall(call.to(), call.value(), call.input(), List.of());

    assertThat(sender.simulate(FRIEND, call)).isInstanceOf(Simulation.Succeeds.class);
    assertThat(sender.simulate(FRIEND, undeclared))
        .isInstanceOfSatisfying(
            Simulation.Reverts.class,
            reverts -> assertThat(reverts.reason().text()).isEqualTo("NotInAccessList"));
  }

  @Test
  void aNodeOfAnotherChainIsRefused() {
    ChainReader reader = new ChainReader(ChainId.of(905), client);

    assertThatThrownBy(reader::demandChain)
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("902")
        .hasMessageContaining("905");
  }

  private static FeeMarketTransaction transfer(long nonce, long feeMax) {
    return new FeeMarketTransaction(
        CHAIN,
        nonce,
        new FeeTerms.Caps(BigInteger.valueOf(1_000), BigInteger.valueOf(feeMax)),
        21_000,
        new TransactionCall(new Recipient.Account(FRIEND), BigInteger.ONE, Bytes.EMPTY, List.of()));
  }

  /** The development accounts 1 and 2, and one without funds. */
  private static PrivateKey account(int index) throws Exception {
    return PrivateKey.parse(
        switch (index) {
          case 1 -> "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
          case 2 -> "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";
          default -> "0x" + "42".repeat(32);
        });
  }
}
