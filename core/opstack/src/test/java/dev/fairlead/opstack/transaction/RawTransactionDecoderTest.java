package dev.fairlead.opstack.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.evm.RlpReader;
import dev.fairlead.opstack.evm.RlpWriter;
import dev.fairlead.opstack.message.Predeploys;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class RawTransactionDecoderTest {
  private static final String FEE_MARKET =
      "0x02f8e0820386040184b2d05e008301d8a894420000000000000000000000000000000000002380848d"
          + "1d298ff872f859944200000000000000000000000000000000000022f842a00100000000000000000003"
          + "85000000000000000e0000000067f04d4b00000002a003c6d2648cef120ce1d7ccf9f8d4042d6b25ff30"
          + "a02e22d9ea2a47d2677ccb8dd6944200000000000000000000000000000000000023c001a0a7675c103e"
          + "e1b74ec21139aab113092374bad88783fe10ed57fd810efee1f4d0a040e9ce9cb6689888d3ef3cb1b33c"
          + "8d69aa1a8050d7f0db67e2d251728e77eb71";

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/viem/transactions.csv")
  void hashesEveryFormAsViemDoes(String name, String raw, String signingHash, String hash)
      throws Exception {
    SignedTransaction transaction = RawTransactionDecoder.decode(Bytes.parse(raw));

    assertThat(transaction.signingHash()).as(name).hasToString(signingHash);
    assertThat(transaction.hash()).as(name).hasToString(hash);
    assertThat(transaction.signature().isLow()).isTrue();
  }

  @Test
  void decodesTermsCallAndAccessList() throws Exception {
    SignedTransaction transaction = RawTransactionDecoder.decode(Bytes.literal(FEE_MARKET));

    assertThat(transaction.terms())
        .isEqualTo(
            new SignedTransaction.Terms(
                TransactionType.FEE_MARKET,
                ChainId.of(902),
                4,
                new FeeTerms.Caps(BigInteger.ONE, BigInteger.valueOf(3_000_000_000L)),
                121_000));
    assertThat(transaction.call().to().address()).contains(Predeploys.L2_TO_L2_MESSENGER);
    assertThat(transaction.call().input()).isEqualTo(Bytes.literal("0x8d1d298f"));
    assertThat(transaction.call().accessList())
        .extracting(AccessTuple::address)
        .containsExactly(Predeploys.CROSS_L2_INBOX, Predeploys.L2_TO_L2_MESSENGER);
    assertThat(transaction.call().accessList().getFirst().storageKeys()).hasSize(2);
  }

  @Test
  void signedEnvelopeIsWhatWasDecoded() throws Exception {
    SignedTransaction decoded = RawTransactionDecoder.decode(Bytes.literal(FEE_MARKET));
    SignedTransaction.Terms terms = decoded.terms();

    FeeMarketTransaction again =
        new FeeMarketTransaction(
            terms.chain(),
            terms.nonce(),
            (FeeTerms.Caps) terms.fees(),
            terms.gasLimit(),
            decoded.call());

    assertThat(again.signingHash()).isEqualTo(decoded.signingHash());
    assertThat(again.signed(decoded.signature())).hasToString(FEE_MARKET);
  }

  @Test
  void looksThroughTheNetworkFormOfBlobTransactions() throws Exception {
    Bytes body =
        new RlpWriter()
            .writeNumber(902)
            .writeNumber(0)
            .writeNumber(1)
            .writeNumber(2)
            .writeNumber(21_000)
            .writeAddress(Predeploys.L2_TO_L2_MESSENGER)
            .writeNumber(0)
            .writeString(Bytes.EMPTY)
            .writeList(new RlpWriter())
            .writeNumber(3)
            .writeList(new RlpWriter().writeHash(Hash32.ofNumber(7)))
            .writeNumber(1)
            .writeNumber(8)
            .writeNumber(9)
            .toList();
    Bytes network =
        new RlpWriter()
            .writeEncoded(body)
            .writeList(new RlpWriter())
            .writeList(new RlpWriter())
            .writeList(new RlpWriter())
            .toList();

    assertThat(RawTransactionDecoder.decode(typed(3, network)))
        .isEqualTo(RawTransactionDecoder.decode(typed(3, body)));
  }

  @ParameterizedTest
  @CsvSource({
    "0x,empty",
    "0x7ef8,deposit",
    "0x05c0,unknown transaction type 0x5",
    "0x80,unknown transaction type 0x80",
    "0x02,RLP|input ends",
    "0x02c0,input ends",
    "0xc0,input ends",
    "0xc9010101800101010101,recipient|signature|surplus|v ="
  })
  void refusesWhatNoUserCanSend(String raw, String reasons) {
    assertThatThrownBy(() -> RawTransactionDecoder.decode(Bytes.literal(raw)))
        .isInstanceOf(DecodingException.class)
        .message()
        .matches(message -> List.of(reasons.split("\\|")).stream().anyMatch(message::contains));
  }

  @Test
  void refusesSurplusFields() throws Exception {
    RlpReader reader = RlpReader.ofList(Bytes.literal(FEE_MARKET).slice(1, 227));
    RlpWriter longer = new RlpWriter();
    while (reader.hasMore()) {
      longer.writeEncoded(reader.readEncoded());
    }
    longer.writeNumber(1);

    assertThatThrownBy(() -> RawTransactionDecoder.decode(typed(2, longer.toList())))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("surplus");
  }

  @Test
  void anyAlteredBytesDecodeOrAreRefused() {
    long seed = Long.getLong("fairlead.seed", 7L);
    Random random = new Random(seed);
    byte[] valid = Bytes.literal(FEE_MARKET).toByteArray();
    for (int i = 0; i < 20_000; i++) {
      byte[] altered = valid.clone();
      altered[random.nextInt(altered.length)] = (byte) random.nextInt();
      altered[random.nextInt(40)] = (byte) random.nextInt();
      try {
        assertThat(RawTransactionDecoder.decode(Bytes.of(altered)).hash()).isNotNull();
      } catch (DecodingException refused) {
        assertThat(refused).as("seed %d", seed).hasMessageNotContaining("null");
      }
    }
  }

  private static Bytes typed(int type, Bytes list) {
    byte[] envelope = new byte[1 + list.size()];
    envelope[0] = (byte) type;
    list.write(envelope, 1);
    return Bytes.of(envelope);
  }
}
