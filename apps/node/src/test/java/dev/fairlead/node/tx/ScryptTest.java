package dev.fairlead.node.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hex;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of RFC 7914, section 12; the first half of each output. */
class ScryptTest {
  @ParameterizedTest
  @CsvSource({
    "password,NaCl,1024,8,16,0xfdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162",
    "pleaseletmein,SodiumChloride,16384,8,1,"
        + "0x7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
  })
  void derivesTheKeysOfTheRfc(String password, String salt, int n, int r, int p, String key)
      throws Exception {
    byte[] derived =
        Scrypt.derive(
            password, salt.getBytes(StandardCharsets.US_ASCII), new Scrypt.Cost(n, r, p), 64);

    assertThat(derived).hasSize(64);
    assertThat(Hex.encode(derived)).startsWith(key);
  }
}
