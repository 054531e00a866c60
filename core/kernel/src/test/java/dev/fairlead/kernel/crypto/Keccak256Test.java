package dev.fairlead.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

final class Keccak256Test {
  @Test
  void emptyInput_hasTheKnownHash() {
    assertThat(Keccak256.hash(new byte[0]))
        .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @Test
  void anyLengthAndAnySplit_agreeWithAnIndependentLibrary() {
    long seed = 20261121;
    Random random = new Random(seed);
    Keccak256 keccak = new Keccak256();
    for (int size = 0; size < 700; size++) {
      byte[] input = new byte[size];
      random.nextBytes(input);
      int cut = size == 0 ? 0 : random.nextInt(size + 1);

      Hash32 ours = keccak.update(input, 0, cut).update(input, cut, size - cut).digest();

      assertThat(ours).as("seed %d size %d cut %d", seed, size, cut).isEqualTo(library(input));
    }
  }

  @Test
  void wordsAndArrays_areAbsorbedAlike() {
    Hash32 word = Hash32.literal("0x" + "0123456789abcdef".repeat(4));
    Keccak256 byWord = new Keccak256();
    Keccak256 byArray = new Keccak256();
    for (int i = 0; i < 20; i++) {
      byWord.update(word).update(new byte[i]);
      byArray.update(word.toByteArray()).update(new byte[i]);
    }

    assertThat(byWord.digest()).isEqualTo(byArray.digest());
  }

  private static Hash32 library(byte[] input) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(input, 0, input.length);
    byte[] out = new byte[Hash32.SIZE];
    digest.doFinal(out, 0);
    return Hash32.of(out);
  }
}
