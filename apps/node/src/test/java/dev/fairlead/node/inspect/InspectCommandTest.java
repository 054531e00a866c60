package dev.fairlead.node.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InspectCommandTest {
  private static final String V1 =
      """
      {"identifier":{"origin":"0xe0e1e2e3e4e5e6e7e8e9f0f1f2f3f4f5f6f7f8f9",\
      "blockNumber":"0xa1a2a3a4a5a6a7a8","logIndex":"0xb1b2b3b4","timestamp":"0xc1c2c3c4c5c6c7c8",\
      "chainId":"0xd1d2d3d4d5d6d7d8"},"payload":"0x6578616d706c65207061796c6f6164"}
      """;

  private static final String SENT =
      """
      {"address":"0x4200000000000000000000000000000000000023","topics":[\
      "0x382409ac69001e11931a28435afef442cbfd20d9891907e8fa373ba7d351f320",\
      "0x0000000000000000000000000000000000000000000000000000000000000386",\
      "0x0000000000000000000000001111111111111111111111111111111111111111",\
      "0x0000000000000000000000000000000000000000000000000000000000000000"],\
      "data":"0x000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266\
      0000000000000000000000000000000000000000000000000000000000000040\
      0000000000000000000000000000000000000000000000000000000000000004\
      deadbeef00000000000000000000000000000000000000000000000000000000"%s}
      """;

  @Test
  void v1_accessListOfAMessage() {
    InspectRun run = InspectRun.of(V1, "access-list");

    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out().strip())
        .isEqualTo(
            """
            {"payloadHash":"0x8017559a85b12c04b14a1a425d53486d1015f833714a09bd62f04152a7e2ae9b",\
            "logHash":"0xf9ed05990c887d3f86718aabd7e940faaa75d6a5cd44602e89642586ce85f2aa",\
            "checksum":"0x03749e87fd7789575de9906569deb05aaf220dc4cfab3d8abbfd34a2e1d7d357",\
            "accessList":[{"address":"0x4200000000000000000000000000000000000022","storageKeys":[\
            "0x01000000d1d2d3d4d5d6d7d8a1a2a3a4a5a6a7a8c1c2c3c4c5c6c7c8b1b2b3b4",\
            "0x03749e87fd7789575de9906569deb05aaf220dc4cfab3d8abbfd34a2e1d7d357"]}]}\
            """);
  }

  /** V14, V15 and single values of V1 in the forms that numbers may have. */
  @ParameterizedTest
  @CsvSource({
    "0xffffffffffffffffffffffffffffffffffffffff, 18446744073709551615, 4294967295,"
        + " 18446744073709551615,"
        + " 115792089237316195423570985008687907853269984665640564039457584007913129639935,"
        + " 0x031870b29e134e2d0f2f1dd867d4871b2fe7ae87fae71cc4dbe8e132789f95a4",
    "0x0000000000000000000000000000000000000000, 0, 0, 0, 0,"
        + " 0x039ed8a52ace9f1b086f7f85bcf1ccccac6d4c67bffe74095a15cf72931dd576"
  })
  void v14_v15_extremeIdentifiers(
      String origin, String block, String index, String time, String chain, String checksum) {
    String values =
        "{\"identifier\":{\"origin\":\"%s\",\"blockNumber\":%s,\"logIndex\":%s,"
            + "\"timestamp\":%s,\"chainID\":%s},\"payload\":\"0x\"}\n";
    String numbers = values.formatted(origin, block, index, time, chain);
    String strings =
        values.formatted(
            origin, '"' + block + '"', '"' + index + '"', '"' + time + '"', '"' + chain + '"');

    InspectRun run = InspectRun.of(numbers + strings, "access-list");

    assertThat(run.answers())
        .hasSize(2)
        .allMatch(answer -> answer.path("checksum").stringValue().equals(checksum));
  }

  @Test
  void badLineIsAnsweredInItsPlace() {
    InspectRun run = InspectRun.of(V1 + "nonsense\n\n" + V1, "access-list");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    assertThat(run.answers()).hasSize(3);
    assertThat(run.answers().get(0).has("checksum")).isTrue();
    assertThat(run.answers().get(1).path("error").path("message").stringValue())
        .startsWith("line 2: not JSON: ");
    assertThat(run.answers().get(2).has("checksum")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":18446744073709551616  | blockNumber",
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":-1                    | blockNumber",
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":1.5                   | blockNumber",
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":1e3                   | blockNumber",
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":\"0x\"                | blockNumber",
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":\"\"                  | blockNumber",
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":null                  | blockNumber",
        "blockNumber\":\"0xa1a2a3a4a5a6a7a8\" | blockNumber\":true                  | blockNumber",
        "logIndex\":\"0xb1b2b3b4\"            | logIndex\":4294967296               | logIndex",
        "timestamp\":                         | time\":                             | timestamp",
        "chainId\":                           | chainId\":1,\"chainID\":            | chainId",
        "0xe0e1                               | 0xe0                                | origin"
      })
  void refusesIdentifiersThatAreNone(String part, String wrong, String place) {
    InspectRun run = InspectRun.of(V1.replace(part, wrong), "access-list");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.answer().path("error").path("message").stringValue())
        .startsWith("line 1: identifier." + place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "{} {}", "{\"a\":1,\"a\":2}", "{", "\"\\ud800"})
  void refusesLinesThatAreNoObject(String line) {
    for (String command : new String[] {"access-list", "decode", "message"}) {
      InspectRun run = InspectRun.of(line + "\n", command);

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.answer().has("error")).isTrue();
    }
  }

  @Test
  void decodesStorageKeys() {
    InspectRun run =
        InspectRun.of(
            """
            {"storageKeys":["0x010000000000000000000013000000000000000e0000000067f04d4b00000002",\
            "0x0200000000000000000000000000000000000000000000000000000000000001",\
            "0x03ffd9bcc97d1c56ae1e5727287611dc92241680d1e32e590d919b5b458c9204"]}
            {"storageKeys":[]}
            """,
            "decode");

    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out().strip())
        .isEqualTo(
            """
            {"accesses":[{"chainId":"18446744073709551635","blockNumber":"14",\
            "timestamp":"1743801675","logIndex":"2",\
            "checksum":"0x03ffd9bcc97d1c56ae1e5727287611dc92241680d1e32e590d919b5b458c9204"}]}
            {"accesses":[]}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0, unexpected-type",
    "0a, 0, unexpected-type",
    "0101, 0, malformed",
    "01, 1, expected-entry",
    "01 00, 1, unexpected-type",
    "01 01, 1, unexpected-type",
    "01 03 01 0200000000000001 03, 3, malformed",
    "01 02, 2, expected-entry"
  })
  void v22_brokenKeysAreNamedByPosition(String keys, int position, String code) {
    StringBuilder list = new StringBuilder();
    for (String key : keys.split(" ", -1)) {
      list.append(list.isEmpty() ? "\"0x" : ",\"0x");
      list.append(key).append("0".repeat(64 - key.length())).append('"');
    }

    InspectRun run = InspectRun.of("{\"storageKeys\":[" + list + "]}\n", "decode");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.answer().path("error").path("position").intValue()).isEqualTo(position);
    assertThat(run.answer().path("error").path("code").stringValue()).isEqualTo(code);
    assertThat(run.answer().path("error").path("message").stringValue()).isNotBlank();
  }

  @Test
  void keyThatIsNoHexIsMalformed() {
    InspectRun run = InspectRun.of("{\"storageKeys\":[\"0x012\"]}\n", "decode");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.answer().path("error").path("position").intValue()).isZero();
    assertThat(run.answer().path("error").path("code").stringValue()).isEqualTo("malformed");
  }

  @Test
  void v10_v11_v12_sentMessageWithItsRelay() {
    String place =
        ",\"chainId\":901,\"blockNumber\":\"0x5\",\"logIndex\":0,\"timestamp\":\"1795170207\"";

    InspectRun run = InspectRun.of(SENT.formatted(place), "message");

    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out())
        .startsWith(
            """
            {"kind":"sent","destination":902,"nonce":0,\
            "sender":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",\
            "target":"0x1111111111111111111111111111111111111111","message":"0xdeadbeef",\
            "messageHash":"0x98d2b4aff4d5e0562cb4e1eb0bce339ea89c84c57568d1b835a6127405b9da29",\
            "relay":{"to":"0x4200000000000000000000000000000000000023","data":"0x8d1d298f\
            """)
        .endsWith(
            """
            ,"accessList":[{"address":"0x4200000000000000000000000000000000000022","storageKeys":[\
            "0x0100000000000000000003850000000000000005000000006b001f9f00000000",\
            "0x03faeac16d871751c250b9ac173d842b0f83372c8f6c8116048d8349025bbd5d"]}]}}
            """);
  }

  @Test
  void sentMessageWithoutItsPlaceHasNoHashAndNoRelay() {
    InspectRun bare = InspectRun.of(SENT.formatted(""), "message");
    InspectRun pending =
        InspectRun.of(SENT.formatted(",\"chainId\":\"901\",\"blockNumber\":null"), "message");

    assertThat(bare.answer().path("messageHash").isNull()).isTrue();
    assertThat(bare.answer().path("relay").isNull()).isTrue();
    assertThat(pending.answer().path("messageHash").isString()).isTrue();
    assertThat(pending.answer().path("relay").isNull()).isTrue();
  }

  @Test
  void numbersAbove2To53AreStrings() {
    String large = SENT.replace("0000000000000386\"", "0020000000000001\"").formatted("");

    InspectRun run = InspectRun.of(large, "message");

    assertThat(run.answer().path("destination").stringValue()).isEqualTo("9007199254740993");
    InspectRun exact =
        InspectRun.of(large.replace("0020000000000001\"", "0020000000000000\""), "message");
    assertThat(exact.answer().path("destination").longValue()).isEqualTo(9007199254740992L);
  }

  @Test
  void v13_executingMessage() {
    InspectRun run =
        InspectRun.of(
            """
            {"address":"0x4200000000000000000000000000000000000022","topics":[\
            "0x5c37832d2e8d10e346e55ad62071a6a2f9fa5130614ef2ec6617555c6f467ba7",\
            "0x24c79fcedc5859b852fa850153b0d5c64695c3f76565ed6e6b0581fd4c4fc351"],"data":"0x\
            0000000000000000000000004200000000000000000000000000000000000023\
            0000000000000000000000000000000000000000000000000000000000000005\
            0000000000000000000000000000000000000000000000000000000000000000\
            000000000000000000000000000000000000000000000000000000006b001f9f\
            0000000000000000000000000000000000000000000000000000000000000385"}
            {"address":"0x4200000000000000000000000000000000000022","topics":[],"data":"0x"}
            """,
            "message");

    assertThat(run.out().strip())
        .isEqualTo(
            """
            {"kind":"executing","identifier":{"origin":"0x4200000000000000000000000000000000000023",\
            "blockNumber":5,"logIndex":0,"timestamp":1795170207,"chainId":901},\
            "payloadHash":"0x24c79fcedc5859b852fa850153b0d5c64695c3f76565ed6e6b0581fd4c4fc351",\
            "checksum":"0x03faeac16d871751c250b9ac173d842b0f83372c8f6c8116048d8349025bbd5d"}
            {"kind":"other"}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "901 | 903 | {\"path\":[901,902,903]}",
        "903 | 901 | {\"path\":null}",
        "901 | 901 | {\"path\":[901]}",
        "901 | 77  | {\"path\":null}",
        "901 | 905 | {\"path\":[901,902,905]}",
        "\"0x385\" | \"18446744073709551635\" | {\"path\":[901,\"18446744073709551635\"]}"
      })
  void routeIsShortestThenSmallest(String from, String to, String expected) {
    String accepts =
        "{\"901\":[901],\"902\":[\"0x385\"],\"903\":[902,904],\"904\":[901],\"905\":[904,902],"
            + "\"18446744073709551635\":[901]}";

    InspectRun run =
        InspectRun.of(
            "{\"accepts\":" + accepts + ",\"from\":" + from + ",\"to\":" + to + "}", "route");

    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out().strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"accepts\":{\"901\":902},\"from\":1,\"to\":2}     | accepts.901: expected a list",
        "{\"accepts\":{\"901\":[-1]},\"from\":1,\"to\":2}    | accepts.901[0]: expected a number",
        "{\"accepts\":{\"x\":[]},\"from\":1,\"to\":2}        | accepts: not a chain id",
        "{\"accepts\":{\"1\":[],\"01\":[]},\"from\":1,\"to\":2} | accepts names chain 1 twice",
        "{\"accepts\":{},\"from\":1}                         | to is missing",
        "''                                                  | not JSON: no content"
      })
  void wrongQuestionsAreRefusedInOneLine(String question, String complaint) {
    InspectRun run = InspectRun.of(question, "route");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().toList())
        .singleElement()
        .asString()
        .contains("standard input: " + complaint);
  }

  @Test
  void verdictsInTheirFullForm() {
    InspectRun run =
        InspectRun.of(
            """
            {"dependencySet":{"dependencies":{"901":{}},"overrideMessageExpiryWindow":0},
             "chains":{"901":{"blockTime":2,"activationTime":1000,"blocks":[
               {"number":1,"timestamp":1002,"logs":[],
                "hash":"0x1100000000000000000000000000000000000000000000000000000000000000",
                "parentHash":"0x0000000000000000000000000000000000000000000000000000000000000000"},
               {"number":2,"timestamp":1004,"logs":[{
                  "address":"0x4200000000000000000000000000000000000022","topics":[
                  "0x5c37832d2e8d10e346e55ad62071a6a2f9fa5130614ef2ec6617555c6f467ba7",
                  "0x0000000000000000000000000000000000000000000000000000000000000000"],
                  "data":"0x\
            0000000000000000000000004200000000000000000000000000000000000023\
            0000000000000000000000000000000000000000000000000000000000000001\
            0000000000000000000000000000000000000000000000000000000000000003\
            00000000000000000000000000000000000000000000000000000000000003ea\
            0000000000000000000000000000000000000000000000000000000000000385"}],
                "hash":"0x2200000000000000000000000000000000000000000000000000000000000000",
                "parentHash":"0x1100000000000000000000000000000000000000000000000000000000000000"}
             ]}}}
            """,
            "verify");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out().strip())
        .isEqualTo(
            """
            {"verifiedTimestamp":1004,"heads":{"901":2},"blocks":[\
            {"chainId":"901","number":1,"verdict":"valid","reasons":[]},\
            {"chainId":"901","number":2,"verdict":"invalid","reasons":[\
            {"logIndex":0,"code":"unknown-log","detail":"expected log index below 0, got 3"}]}]}\
            """);
  }

  @Test
  void fileCanBeNamedInsteadOfStandardInput(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("messages of today.json"), V1);

    InspectRun run = InspectRun.of("", "access-list", file.toString());

    assertThat(run.answer().has("checksum")).isTrue();
    assertThat(InspectRun.of(V1, "access-list", "-").answer().has("checksum")).isTrue();
  }

  @Test
  void absentFileIsOneLine() {
    for (String command : new String[] {"access-list", "decode", "message", "route", "verify"}) {
      InspectRun run = InspectRun.of("", command, "no/such/file.json");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().strip())
          .isEqualTo(
              "fairlead inspect opstack "
                  + command
                  + ": cannot read no/such/file.json: no such file");
    }
  }
}
