package dev.fairlead.node.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.FeeTerms;
import dev.fairlead.opstack.transaction.RawTransactionDecoder;
import dev.fairlead.opstack.transaction.Recipient;
import dev.fairlead.opstack.transaction.Signature;
import dev.fairlead.opstack.transaction.SignedTransaction;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest {
  private static final String SECRET =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  /** Made by viem 2.21.0 from the same fields and key. */
  private static final String SIGNED_BY_VIEM =
      "0x02f8e0820386040184b2d05e008301d8a894420000000000000000000000000000000000002380848d"
          + "1d298ff872f859944200000000000000000000000000000000000022f842a00100000000000000000003"
          + "85000000000000000e0000000067f04d4b00000002a003c6d2648cef120ce1d7ccf9f8d4042d6b25ff30"
          + "a02e22d9ea2a47d2677ccb8dd6944200000000000000000000000000000000000023c001a0a7675c103e"
          + "e1b74ec21139aab113092374bad88783fe10ed57fd810efee1f4d0a040e9ce9cb6689888d3ef3cb1b33c"
          + "8d69aa1a8050d7f0db67e2d251728e77eb71";

  @Test
  void derivesTheAddressOfTheFirstDevelopmentAccount() throws Exception {
    assertThat(PrivateKey.parse(SECRET).address())
        .isEqualTo(Address20.literal("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"));
  }

  @Test
  void signsAsViemDoes() throws Exception {
    AccessTuple inbox =
        new AccessTuple(
            Predeploys.CROSS_L2_INBOX,
            List.of(
                Hash32.literal(
                    "0x010000000000000000000385000000000000000e0000000067f04d4b00000002"),
                Hash32.literal(
                    "0x03c6d2648cef120ce1d7ccf9f8d4042d6b25ff30a02e22d9ea2a47d2677ccb8d")));
    FeeMarketTransaction transaction =
        new FeeMarketTransaction(
            ChainId.of(902),
            4,
            new FeeTerms.Caps(BigInteger.ONE, BigInteger.valueOf(3_000_000_000L)),
            121_000,
            new TransactionCall(
                new Recipient.Account(Predeploys.L2_TO_L2_MESSENGER),
                BigInteger.ZERO,
                Bytes.literal("0x8d1d298f"),
                List.of(inbox, new AccessTuple(Predeploys.L2_TO_L2_MESSENGER, List.of()))));

    Bytes raw = PrivateKey.parse(SECRET).sign(transaction);

    assertThat(raw).hasToString(SIGNED_BY_VIEM);
  }

  @Test
  void recoversTheSenderOfTheEip155Example() throws Exception {
    SignedTransaction transaction =
        RawTransactionDecoder.decode(
            Bytes.literal(
                "0xf86c098504a817c8008252089435353535353535353535353535353535353535"
                    + "35880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d"
                    + "3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3"
                    + "dc64214b297fb1966a3b6d83"));

    assertThat(transaction.signingHash())
        .hasToString("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
    assertThat(Senders.recover(transaction))
        .contains(Address20.literal("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"));
  }

  @Test
  void signaturesAreLowAndRecoverable() throws Exception {
    PrivateKey key = PrivateKey.parse(SECRET);
    for (int i = 0; i < 64; i++) {
      Hash32 digest = Hash32.ofNumber(i);

      Signature signature = key.sign(digest);

      assertThat(signature.isLow()).isTrue();
      assertThat(Senders.recover(digest, signature)).contains(key.address());
    }
  }

  @Test
  void recoversNobodyFromNonsense() {
    assertThat(Senders.recover(Hash32.ZERO, new Signature(Hash32.ZERO, Hash32.ZERO, 0))).isEmpty();
  }

  @Test
  void keyNeverShowsItself() throws Exception {
    assertThat(PrivateKey.parse(SECRET).toString())
        .doesNotContain(SECRET.substring(2))
        .contains("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    assertThatThrownBy(() -> PrivateKey.parse(SECRET + "00"))
        .isInstanceOf(DecodingException.class)
        .hasMessageNotContaining("ac0974");
    assertThatThrownBy(() -> PrivateKey.parse("0x" + "f".repeat(64)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("order");
  }
}
