package dev.fairlead.opstack.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RootsTest {
  @Test
  void v17_superRootOfTwoEmptyOutputs() {
    assertThat(root(10, 1, "00", 2, "00").hash())
        .hasToString("0x0980033cbf4337f614a2401ab7efbfdc66ab647812f1c98d891d92ddfb376541");
  }

  @Test
  void v18_superRoots() {
    assertThat(root(1743801675L, 901, "aa", 902, "bb").hash())
        .hasToString("0x2decd60a6cfe575d5cc9adfc3a8c2987fcaf3bad9ca1898d11783b95082c8ee2");
    assertThat(root(10, 8453, "22", 10, "11").hash())
        .hasToString("0x87759a496a6c27ac408071959e59dc2d07884119bdf7729b0a7c7b19fd66c26d");
  }

  @Test
  void v19_outputRoot() {
    OutputRoot output = new OutputRoot(hash("01"), hash("02"), hash("03"));

    assertThat(output.hash())
        .hasToString("0xfa846ba062c4f02c422636c114d4c22c219e0d7f9db2db9621eb6f655ac8a51f");
  }

  @Test
  void decodeUndoesEncode() throws DecodingException {
    SuperRoot superRoot = root(-1, 901, "aa", 902, "bb");
    OutputRoot output = new OutputRoot(hash("01"), hash("02"), hash("03"));

    assertThat(SuperRoot.decode(superRoot.encode())).isEqualTo(superRoot);
    assertThat(OutputRoot.decode(output.encode())).isEqualTo(output);
  }

  @Test
  void refusesOtherVersionsLengthsAndOrders() {
    String chain = ChainId.of(901).word().toString().substring(2) + "aa".repeat(32);
    String start = "0x01" + "00".repeat(8);

    assertThatThrownBy(() -> SuperRoot.decode(Bytes.literal("0x02" + "00".repeat(8) + chain)))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> SuperRoot.decode(Bytes.literal(start)))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> SuperRoot.decode(Bytes.literal(start + chain + "00")))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> SuperRoot.decode(Bytes.literal(start + chain + chain)))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> OutputRoot.decode(Bytes.literal("0x" + "00".repeat(129))))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> OutputRoot.decode(Bytes.literal("0x" + "01".repeat(128))))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void superRootNeedsAChain() {
    assertThatThrownBy(() -> new SuperRoot(10, new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SuperRoot root(long timestamp, long a, String outputA, long b, String outputB) {
    TreeMap<ChainId, Hash32> outputs = new TreeMap<>();
    outputs.put(ChainId.of(a), hash(outputA));
    outputs.put(ChainId.of(b), hash(outputB));
    return new SuperRoot(timestamp, outputs);
  }

  private static Hash32 hash(String digits) {
    return Hash32.literal("0x" + digits.repeat(32));
  }
}
