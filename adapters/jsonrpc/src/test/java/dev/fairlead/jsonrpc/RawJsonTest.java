package dev.fairlead.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.DecodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawJsonTest {
  @Test
  void elements_keepEveryCharacter() throws Exception {
    String array =
        "[ {\"a\": [1, {\"b\":2.50}] } ,\n\"x\\u00e9\\\"y\", 1e2,-0.10, true,null,[],  \"\" , 7]";

    assertThat(RawJson.elements(array))
        .containsExactly(
            "{\"a\": [1, {\"b\":2.50}] }",
            "\"x\\u00e9\\\"y\"",
            "1e2",
            "-0.10",
            "true",
            "null",
            "[]",
            "\"\"",
            "7");
  }

  @Test
  void elements_areFoundBehindLongTextsOfAnyAlphabet() throws Exception {
    String longText = "\"" + "grüße😀 ".repeat(20_000) + "\"";

    assertThat(RawJson.elements("[" + longText + ",12345678901234567890.10 , " + longText + "]"))
        .containsExactly(longText, "12345678901234567890.10", longText);
  }

  @Test
  void member_isTheOneOfTheOutermostObject() throws Exception {
    String object = "{\"a\":{\"id\":1},\"id\": 1.0 ,\"b\":2}";

    assertThat(RawJson.member(object, "id")).contains("1.0");
    assertThat(RawJson.member(object, "c")).isEmpty();
    assertThat(RawJson.member("[1]", "id")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1", "[1,]", "{}", "[1}"})
  void brokenArrays_areRefused(String text) {
    assertThatThrownBy(() -> RawJson.elements(text)).isInstanceOf(DecodingException.class);
  }
}
