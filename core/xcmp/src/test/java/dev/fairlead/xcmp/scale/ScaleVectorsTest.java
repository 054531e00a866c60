package dev.fairlead.xcmp.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XCMP facts, section 11.2: compact numbers and sequences. */
final class ScaleVectorsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0x00",
    "1, 0x04",
    "63, 0xfc",
    "64, 0x0101",
    "69, 0x1501",
    "16383, 0xfdff",
    "16384, 0x02000100",
    "65535, 0xfeff0300",
    "102400, 0x02400600",
    "1048576, 0x02004000",
    "1073741823, 0xfeffffff",
    "1073741824, 0x0300000040",
    "4294967295, 0x03ffffffff",
    "4294967296, 0x070000000001",
    "18446744073709551615, 0x13ffffffffffffffff"
  })
  void compact_bothWays(String number, String hex) throws DecodingException {
    long value = Long.parseUnsignedLong(number);
    ScaleReader reader = ScaleReader.of(Bytes.literal(hex));

    assertThat(new ScaleWriter().writeCompact(value).toBytes()).hasToString(hex);
    assertThat(reader.readCompact()).isEqualTo(value);
    reader.demandEnd();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x0100", "0x02000000", "0x0300000000", "0x03ffffff3f"})
  void compact_thatIsNotMinimal_isRefused(String hex) {
    ScaleReader reader = ScaleReader.of(Bytes.literal(hex));

    assertThatThrownBy(reader::readCompact)
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("not minimal");
  }

  @Test
  void compact_everySizeOfBigMode_isRefusedOneByteTooLong() {
    for (int size = 5; size <= 8; size++) {
      byte[] encoded = new byte[size + 1];
      encoded[0] = (byte) (((size - 4) << 2) | 3);
      encoded[size - 1] = (byte) 0xff;
      assertThatThrownBy(() -> new ScaleReader(encoded).readCompact())
          .hasMessageContaining("not minimal");
    }
    assertThatThrownBy(() -> new ScaleReader(new byte[] {0x17, 1}).readCompact())
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("exceeds 64 bits");
  }

  @Test
  void sequenceOfNumbers() throws DecodingException {
    Bytes encoded = Bytes.literal("0x08e8030000d1070000");

    assertThat(new ScaleWriter().writeList(List.of(1000L, 2001L), ScaleWriter::writeU32).toBytes())
        .isEqualTo(encoded);
    assertThat(ScaleReader.of(encoded).readList(2, 4, ScaleReader::readU32))
        .containsExactly(1000L, 2001L);
  }

  @Test
  void sequence_longerThanItsLimitOrItsInput_isRefusedBeforeAnythingIsRead() {
    Bytes two = Bytes.literal("0x08e8030000d1070000");
    Bytes boasting = Bytes.literal("0x03ffffff7f00000000");

    assertThatThrownBy(() -> ScaleReader.of(two).readList(1, 4, ScaleReader::readU32))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("length 2 exceeds 1");
    assertThatThrownBy(() -> ScaleReader.of(boasting).readList(Integer.MAX_VALUE, 1, r -> 0))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("elements announced");
    assertThatThrownBy(() -> ScaleReader.of(boasting).readBytes(Integer.MAX_VALUE))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("ends early");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x02", "0xff", "0x0201"})
  void optionByte_otherThanZeroOrOne_isRefused(String hex) {
    assertThatThrownBy(() -> ScaleReader.of(Bytes.literal(hex)).readOption(ScaleReader::readU8))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void surplusBytes_areRefused() {
    assertThatThrownBy(() -> ScaleReader.of(Bytes.literal("0x00")).demandEnd())
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("1 surplus");
  }
}
