package dev.fairlead.node.devnet.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.eth.PlacedLog;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.traffic.LogIndex.RelayedLog;
import dev.fairlead.node.devnet.traffic.LogIndex.SentLog;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupplyLedgerTest {
  private static final ChainId SOURCE = ChainId.of(901);
  private static final ChainId DESTINATION = ChainId.of(902);
  private static final Address20 FRIEND =
      Address20.literal("0x1111111111111111111111111111111111111111");
  private static final BigInteger TOTAL = BigInteger.valueOf(2_000);

  private final SupplyLedger ledger = new SupplyLedger(TOTAL);

  @Test
  void burnedTokensCountUntilTheyAreMinted() {
    SentMessage sent = transfer(DemoToken.ADDRESS, 30, 0);

    ledger.add(List.of(logs(sent)));
    assertThat(ledger.underWay()).isEqualTo(BigInteger.valueOf(30));
    assertThat(ledger.check(BigInteger.valueOf(1_970))).isEqualTo(new Supply.Whole());

    ledger.add(List.of(executed(sent)));
    assertThat(ledger.check(TOTAL)).isEqualTo(new Supply.Whole());
  }

  @Test
  void burnAndMintOfOneRoundMayComeInAnyOrderOfChains() {
    SentMessage sent = transfer(DemoToken.ADDRESS, 30, 0);

    ledger.add(List.of(executed(sent), logs(sent)));

    assertThat(ledger.underWay()).isEqualTo(BigInteger.ZERO);
  }

  @Test
  void tokensMintedWithoutABurnAreFound() {
    ledger.add(List.of(executed(transfer(DemoToken.ADDRESS, 5, 7))));

    assertThat(ledger.check(BigInteger.valueOf(2_005)))
        .isEqualTo(new Supply.Broken(TOTAL, BigInteger.valueOf(2_005)));
  }

  @Test
  void tokensMintedTwiceAreFound() {
    SentMessage sent = transfer(DemoToken.ADDRESS, 30, 0);
    ledger.add(List.of(logs(sent)));
    ledger.add(List.of(executed(sent)));
    ledger.add(List.of(executed(sent)));

    assertThat(ledger.check(BigInteger.valueOf(2_030)))
        .isEqualTo(new Supply.Broken(TOTAL, BigInteger.valueOf(2_030)));
  }

  @Test
  void lostTokensAreFound() {
    assertThat(ledger.check(BigInteger.valueOf(1_999)))
        .isEqualTo(new Supply.Broken(TOTAL, BigInteger.valueOf(1_999)));
  }

  @Test
  void messagesOfOthersCarryNoTokens() {
    ledger.add(List.of(logs(transfer(FRIEND, 30, 0))));

    assertThat(ledger.underWay()).isEqualTo(BigInteger.ZERO);
  }

  @Test
  void callThatEndsEarlyCarriesNoTokens() {
    Bytes call = transfer(DemoToken.ADDRESS, 30, 0).message();
    SentMessage cut =
        new SentMessage(
            DESTINATION, DemoToken.ADDRESS, Hash32.ZERO, DemoToken.ADDRESS, call.slice(0, 40));

    ledger.add(List.of(logs(cut)));

    assertThat(ledger.underWay()).isEqualTo(BigInteger.ZERO);
  }

  private static SentMessage transfer(Address20 sender, long amount, long nonce) {
    Bytes call =
        Calldata.of("receiveFrom(address,uint256)")
            .address(FRIEND)
            .number(BigInteger.valueOf(amount))
            .encode();
    return new SentMessage(DESTINATION, DemoToken.ADDRESS, Hash32.ofNumber(nonce), sender, call);
  }

  private static MessengerLogs logs(SentMessage sent) {
    return new MessengerLogs(List.of(new SentLog(SOURCE, place(sent), sent)), List.of());
  }

  private static MessengerLogs executed(SentMessage sent) {
    return new MessengerLogs(
        List.of(), List.of(new RelayedLog(DESTINATION, place(sent), sent.messageHash(SOURCE))));
  }

  private static PlacedLog place(SentMessage sent) {
    return new PlacedLog(
        SentMessageCodec.encode(sent), new BlockRef(1, Hash32.ZERO), 0, Hash32.ZERO);
  }
}
