package dev.fairlead.opstack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.safety.SafetyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LevelNamesTest {
  @ParameterizedTest
  @EnumSource
  void parseUndoesName(SafetyLevel level) throws DecodingException {
    assertThat(LevelNames.parse(LevelNames.name(level))).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid", "", "Unsafe", "cross_safe", "latest"})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> LevelNames.parse(name))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("expected unsafe, cross-unsafe, local-safe, safe or finalized");
  }

  @Test
  void crossSafeIsSpelledSafe() {
    assertThat(LevelNames.name(SafetyLevel.CROSS_SAFE)).isEqualTo("safe");
  }
}
