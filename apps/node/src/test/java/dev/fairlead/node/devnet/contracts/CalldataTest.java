package dev.fairlead.node.devnet.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalldataTest {
  private static final String WORD_1 = "00".repeat(31) + "01";

  @Test
  void staticArgumentsFollowTheSelectorInOrder() {
    Bytes call =
        Calldata.of("relayETH(address,address,uint256)")
            .address(Address20.literal("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"))
            .address(Address20.literal("0x1111111111111111111111111111111111111111"))
            .number(BigInteger.TEN.pow(18))
            .encode();

    // V21
    assertThat(call.toString())
        .isEqualTo(
            "0x4f0edcc9"
                + "000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266"
                + "0000000000000000000000001111111111111111111111111111111111111111"
                + "0000000000000000000000000000000000000000000000000de0b6b3a7640000");
  }

  @Test
  void dynamicArgumentsLeaveTheirOffsetInTheHead() {
    Bytes call =
        Calldata.arguments()
            .bytes(Bytes.literal("0xdeadbeef"))
            .number(BigInteger.ONE)
            .chains(List.of(ChainId.of(1), ChainId.of(1)))
            .encode();

    assertThat(call.toString())
        .isEqualTo(
            "0x"
                + ("00".repeat(31) + "60")
                + WORD_1
                + ("00".repeat(31) + "a0")
                + ("00".repeat(31) + "04" + "deadbeef" + "00".repeat(28))
                + ("00".repeat(31) + "02" + WORD_1 + WORD_1));
  }
}
