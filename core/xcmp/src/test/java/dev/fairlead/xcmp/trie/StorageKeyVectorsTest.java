package dev.fairlead.xcmp.trie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XCMP facts, sections 11.1 and 11.3: twox and keys. */
final class StorageKeyVectorsTest {
  @ParameterizedTest
  @CsvSource({
    "Hrmp, 0x6a0da05ca59913bc38a8630590f2627c",
    "HrmpWatermarks, 0x09d487abe9aa06b94c8e59c187429a80",
    "Xcmp, 0x616555ff317df159c5e1bcd5aeeca7c3",
    "CstRoots, 0x414a439b83edbdaa71f248f3655926ba",
    "CstRows, 0x27c337e6349f15a5ea179ba9dddb3f14",
    "Watermarks, 0x6f83b6527ba224f06499b0feeb125c6d"
  })
  void twox128_ofNames(String name, String hash) {
    assertThat(StorageKey.twox128(StorageKey.name(name))).hasToString(hash);
  }

  @ParameterizedTest
  @CsvSource({
    "0xd0070000, 0x63f5a4efb16ffa83",
    "0xe8030000, 0xb6ff6f7d467b87a9",
    "0xe8030000d0070000, 0x4e04d2a15ab51127"
  })
  void twox64_ofParaIds(String key, String hash) {
    assertThat(StorageKey.twox64(Bytes.literal(key))).hasToString(hash);
  }

  @Test
  void rowRootKey_ofSender1000() {
    assertThat(
            StorageKey.mapEntry(
                StorageKey.name("Xcmp"), StorageKey.name("CstRoots"), Bytes.literal("0xe8030000")))
        .hasToString(
            "0x616555ff317df159c5e1bcd5aeeca7c3414a439b83edbdaa71f248f3655926ba"
                + "b6ff6f7d467b87a9e8030000");
  }
}
