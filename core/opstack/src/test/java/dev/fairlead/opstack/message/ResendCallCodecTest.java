package dev.fairlead.opstack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResendCallCodecTest {
  @Test
  void encodesTheCallOfTheMessenger() {
    SentMessage sent =
        new SentMessage(
            ChainId.of(902),
            Address20.literal("0x1111111111111111111111111111111111111111"),
            Hash32.ofNumber(7),
            Address20.literal("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"),
            Bytes.literal("0xdeadbeef"));
    byte[] signature =
        "resendMessage(uint256,uint256,address,address,bytes)".getBytes(StandardCharsets.US_ASCII);

    Bytes call = ResendCallCodec.encode(sent);

    assertThat(call.slice(0, 4)).isEqualTo(selector(Keccak256.hash(signature)));
    assertThat(call.slice(4, call.size()))
        .hasToString(
            "0x"
                + "0000000000000000000000000000000000000000000000000000000000000386"
                + "0000000000000000000000000000000000000000000000000000000000000007"
                + "000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266"
                + "0000000000000000000000001111111111111111111111111111111111111111"
                + "00000000000000000000000000000000000000000000000000000000000000a0"
                + "0000000000000000000000000000000000000000000000000000000000000004"
                + "deadbeef00000000000000000000000000000000000000000000000000000000");
  }

  private static Bytes selector(Hash32 hash) {
    return Bytes.of(hash.toByteArray(), 0, 4);
  }
}
