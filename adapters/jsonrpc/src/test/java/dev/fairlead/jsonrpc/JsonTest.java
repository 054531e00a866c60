package dev.fairlead.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.DecodingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

final class JsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"1e999999999999", "[9.9e-999999999999]", "{\"a\":12e2147483648}"})
  void numberWithAnExponentOutOfRange_isRefusedLikeOtherBrokenText(String text) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("exponent");
    assertThatThrownBy(() -> Json.readTree(Json.stream(text)))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("exponent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "[0.1e-7]", "12"})
  void numberWithAnOrdinaryExponent_isRead(String text) throws DecodingException {
    assertThat(Json.parse(text)).isEqualTo(Json.readTree(Json.stream(text)));
  }
}
