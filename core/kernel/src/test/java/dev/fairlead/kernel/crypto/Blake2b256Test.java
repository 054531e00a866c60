package dev.fairlead.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;

final class Blake2b256Test {
  private static final long SEED = Long.getLong("fairlead.seed", 20261121L);

  @Test
  void publishedInputs_haveTheirPublishedHashes() {
    assertThat(Blake2b256.hash(new byte[0]))
        .hasToString("0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    assertThat(Blake2b256.hash("abc".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("0xbddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    assertThat(Blake2b256.hash("hello".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("0x324dcf027dd4a30a932c441f365a25e86b173defa4b8e58948253471b81b72cf");
  }

  @Test
  void anyLengthSplitAndKey_agreeWithAnIndependentLibrary() {
    Random random = new Random(SEED);
    for (int size = 0; size < 600; size++) {
      byte[] input = new byte[size];
      random.nextBytes(input);
      byte[] key = new byte[random.nextInt(65)];
      random.nextBytes(key);
      int cut = random.nextInt(size + 1);
      Blake2b256 keyed = new Blake2b256(Bytes.of(key));

      Hash32 first = keyed.update(input, 0, cut).update(input, cut, size - cut).digest();
      Hash32 again = keyed.update(input).digest();
      Bytes whole = Bytes.of(input);
      Hash32 asBytes = keyed.update(whole.slice(0, cut)).update(whole.slice(cut, size)).digest();

      assertThat(first).as("seed %d size %d", SEED, size).isEqualTo(library(key, input));
      assertThat(again).isEqualTo(first);
      assertThat(asBytes).as("seed %d size %d cut %d", SEED, size, cut).isEqualTo(first);
      assertThat(Blake2b256.hash(input)).isEqualTo(library(new byte[0], input));
    }
  }

  @Test
  void wordsNumbersAndBytes_areAbsorbedLikeTheirArrays() {
    Hash32 word = Hash32.literal("0x" + "0123456789abcdef".repeat(4));
    Blake2b256 byValue = new Blake2b256();
    Blake2b256 byArray = new Blake2b256();
    for (int i = 0; i < 40; i++) {
      byValue.updateByte(i).updateIntLittleEndian(0x0403_0201).update(word);
      byArray
          .update(new byte[] {(byte) i})
          .update(new byte[] {1, 2, 3, 4})
          .update(word.toByteArray());
    }

    assertThat(byValue.digest()).isEqualTo(byArray.digest());
  }

  private static Hash32 library(byte[] key, byte[] input) {
    Blake2bDigest digest =
        key.length == 0 ? new Blake2bDigest(256) : new Blake2bDigest(key, 32, null, null);
    digest.update(input, 0, input.length);
    byte[] out = new byte[Hash32.SIZE];
    digest.doFinal(out, 0);
    return Hash32.of(out);
  }
}
