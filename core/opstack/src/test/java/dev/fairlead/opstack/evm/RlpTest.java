package dev.fairlead.opstack.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RlpTest {
  private static final String LOREM = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

  @ParameterizedTest
  @CsvSource({"'',0x80", "dog,0x83646f67", "a,0x61", LOREM_ENCODED})
  void encodesStringsAsTheYellowPaperSays(String text, String encoded) throws Exception {
    Bytes value = Bytes.of(text.getBytes(StandardCharsets.US_ASCII));

    assertThat(new RlpWriter().writeString(value).toItems()).hasToString(encoded);
    assertThat(new RlpReader(Bytes.literal(encoded)).readString()).isEqualTo(value);
  }

  private static final String LOREM_ENCODED =
      "'"
          + LOREM
          + "',0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572"
          + "206164697069736963696e6720656c6974";

  @ParameterizedTest
  @CsvSource({
    "0,0x80",
    "15,0x0f",
    "127,0x7f",
    "128,0x8180",
    "1024,0x820400",
    "-1,0x88ffffffffffffffff"
  })
  void encodesNumbersWithoutLeadingZeros(long unsigned, String encoded) throws Exception {
    assertThat(new RlpWriter().writeNumber(unsigned).toItems()).hasToString(encoded);
    assertThat(new RlpReader(Bytes.literal(encoded)).readLong()).isEqualTo(unsigned);
    BigInteger big = new BigInteger(Long.toUnsignedString(unsigned));
    assertThat(new RlpWriter().writeNumber(big).toItems()).hasToString(encoded);
    assertThat(new RlpReader(Bytes.literal(encoded)).readNumber()).isEqualTo(big);
  }

  @Test
  void encodesTheSetTheoreticalThree() throws Exception {
    RlpWriter one = new RlpWriter().writeList(new RlpWriter());
    RlpWriter two = new RlpWriter().writeList(new RlpWriter()).writeList(one);

    Bytes three = new RlpWriter().writeList(new RlpWriter()).writeList(one).writeList(two).toList();

    assertThat(three).hasToString("0xc7c0c1c0c3c0c1c0");
    RlpReader reader = RlpReader.ofList(three);
    assertThat(reader.readList().hasMore()).isFalse();
    assertThat(reader.readEncoded()).hasToString("0xc1c0");
    assertThat(reader.readEncoded()).hasToString("0xc3c0c1c0");
    reader.demandEnd();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x8100",
        "0x817f",
        "0xb800",
        "0xb837",
        "0xb90038",
        "0x83646f",
        "0xc3646f",
        "0xf800",
        "0xbfffffffffffffffff",
        "0xbb7fffffff",
        "0xffffffffffffffffff",
        "0x"
      })
  void refusesWhatIsNotTheShortestForm(String encoded) {
    RlpReader reader = new RlpReader(Bytes.literal(encoded));

    assertThatThrownBy(reader::readEncoded).isInstanceOf(DecodingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x00", "0x820001", "0x89010000000000000000", "0xc0"})
  void refusesNumbersWithLeadingZeroOrTooManyDigits(String encoded) {
    RlpReader reader = new RlpReader(Bytes.literal(encoded));

    assertThatThrownBy(reader::readLong).isInstanceOf(DecodingException.class);
  }

  @Test
  void refusesBytesAfterTheList() {
    assertThatThrownBy(() -> RlpReader.ofList(Bytes.literal("0xc000")))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void readsBackWhatWasWritten() throws Exception {
    Random random = new Random(42);
    for (int size = 0; size < 300; size++) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      Bytes list =
          new RlpWriter()
              .writeString(Bytes.of(content))
              .writeHash(Hash32.ofNumber(size))
              .writeAddress(Address20.ZERO)
              .toList();

      RlpReader reader = RlpReader.ofList(list);

      assertThat(reader.readString()).isEqualTo(Bytes.of(content));
      assertThat(reader.readHash()).isEqualTo(Hash32.ofNumber(size));
      assertThat(reader.readAddress()).isEqualTo(Address20.ZERO);
      reader.demandEnd();
    }
  }
}
