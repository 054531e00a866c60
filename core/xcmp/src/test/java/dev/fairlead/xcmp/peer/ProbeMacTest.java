package dev.fairlead.xcmp.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.Random;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;

final class ProbeMacTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());

  @Test
  void mac_isThatOfASecondImplementation() {
    Random random = new Random(SEED);
    for (int size : new int[] {0, 1, 127, 128, 129, 1_000, 102_400}) {
      byte[] body = new byte[size];
      byte[] nonce = new byte[32];
      random.nextBytes(body);
      random.nextBytes(nonce);
      Blake2bDigest digest = new Blake2bDigest(nonce, 32, null, null);
      digest.update(body, 0, size);
      byte[] expected = new byte[32];
      digest.doFinal(expected, 0);

      assertThat(ProbeMac.of(Hash32.of(nonce), Bytes.of(body)))
          .as("seed %d, %d bytes", SEED, size)
          .isEqualTo(Hash32.of(expected));
    }
  }

  @Test
  void mac_fixedVector() {
    Hash32 nonce =
        Hash32.literal("0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    assertThat(ProbeMac.of(nonce, ExampleFrames.text("hello para 2000")))
        .isEqualTo(
            Hash32.literal("0x376c45959d937a402fffb7a41e43b2d340f0b32e677cb8965648e061b9e03e8d"));
  }
}
