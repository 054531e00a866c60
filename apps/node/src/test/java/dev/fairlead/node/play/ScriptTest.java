package dev.fairlead.node.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no script ends with one line that says where and what was expected, and exit code 2. */
final class ScriptTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blokc|line 1, column 1: expected a command (settings, para,|got \"blokc\"",
        "\"block\"|line 1, column 1|got \"block\"",
        "para|line 1, column 5: expected a para id from 0 to 4294967295|got the line's end",
        "para 4294967296|line 1, column 6: expected a para id|got \"4294967296\"",
        "para 1000 chian|line 1, column 11: expected chain, thread, balance or accounts|\"chian\"",
        "para 1000 accounts alice|column 20: expected an account such as alice=50|got \"alice\"",
        "para 1000 accounts a=1 a=2|column 24|account a is given twice",
        "settings colour red|column 10: expected acceptance, order, start|got \"colour\"",
        "settings acceptance both|column 21: expected seed or hrmp|got \"both\"",
        "settings stall 0|column 16: expected stall from 1 to 1000000|got \"0\"",
        "session validators 0|column 20: expected validators from 1 to 1000|got \"0\"",
        "session cores 1000|column 15: expected a core such as 1000=0|got \"1000\"",
        "block 10001|column 7: expected a number of blocks from 1 to 10000|got \"10001\"",
        "block 1 2|column 9: expected the line's end|got \"2\"",
        "open 1000|column 10: expected a para id|got the line's end",
        "open 1000 2000 size 4|column 16: expected count, bytes, message or delay|got \"size\"",
        "accept 1000 2000 delay 4|column 18: expected count, bytes or message|got \"delay\"",
        "close 1000 2000 of 1000|column 17: expected by|got \"of\"",
        "migrate 1000 bridge|column 14: expected chain or thread|got \"bridge\"",
        "send 1000 2000 0xzz|column 16: expected text in quotes or bytes|got \"0xzz\"",
        "send 1000 2000 \"hello|column 22: expected a closing quote|closing",
        "candidate 1000 to 110,1000|column 19: expected a position|got \"110,1000\"",
        "candidate 1000 to (110,1000|column 28: expected a closing parenthesis|closing",
        "candidate 1000 to (4294967296, 1)|column 19: expected a position|got",
        "candidate 1000 bits 12|column 21: expected bits such as 1101, or none|got \"12\"",
        "candidate 1000 sign 1 sign 2|column 23: expected to, on, parent, session|got \"sign\"",
        "candidate 1000 root 0x00|column 21: expected a hash of 32 bytes|got \"0x00\"",
        "available 1000 some|column 16: expected all, none or a number|got \"some\"",
        "transfer 1000 1 2000 bob 5|column 15: expected an account such as alice|got \"1\"",
        "post 1000 2000 by 4|column 16: expected block or body|got \"by\"",
        "dispute 1000.1 by 4|column 16: expected votes|got \"by\"",
        "show weather|column 6: expected head, session|got \"weather\"",
        "show queue|column 11: expected a para id|got the line's end",
      })
  void mistake_namesLineColumnAndWhatWasExpected(String script, String where, String got) {
    PlayRun run = PlayRun.of(script + "\n");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("fairlead xcmp play: standard input: ").contains(where, got);
  }

  @Test
  void mistakeInALaterLine_isFoundBeforeAnythingIsPlayed() {
    PlayRun run = PlayRun.of("block\n\n# note\nblock x\n");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("line 4, column 7");
  }

  @Test
  void wordThatIsTooLongForAMessage_isCut() {
    PlayRun run = PlayRun.of("block " + "9".repeat(5_000) + "\n");

    assertThat(run.err().length()).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "\u0007", "\t", "\u202e", "\u0085", "\u2028", "\ue000"})
  void characterThatDoesSomethingToATerminal_isRefused(String character) {
    PlayRun run = PlayRun.of("# é" + character + "\nblock\n");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("line 1, column 4: expected printable text, got U+");
    assertThat(run.err()).doesNotContain(character);
  }

  @Test
  void linesMayEndAsOnWindows_andWithoutAnEnd() {
    PlayRun run = PlayRun.of("show head\r\n# done");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly("show head", "    built on 100; head 100; final 100", "# done");
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    PlayRun run = PlayRun.run(new byte[] {'#', (byte) 0xff, '\n'});

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("not UTF-8 text");
  }

  @Test
  void emptyScript_isPlayed() {
    assertThat(PlayRun.of("")).isEqualTo(new PlayRun(0, "", ""));
  }

  @Test
  void scriptAboveTheLimit_isRefused() {
    byte[] most = new byte[Script.BYTES_MAX];
    Arrays.fill(most, (byte) '\n');
    byte[] more =
        (new String(most, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);

    assertThat(PlayRun.run(most).code()).isZero();
    assertThat(PlayRun.run(more).code()).isEqualTo(2);
    assertThat(PlayRun.run(more).err()).contains("longer than 1048576 bytes");
  }

  @Test
  void missingFileAndDirectory_areRefusedWithOneLine(@TempDir Path folder) {
    PlayRun missing = PlayRun.run(new byte[0], folder.resolve("none.txt").toString());
    PlayRun directory = PlayRun.run(new byte[0], folder.toString());

    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("none.txt: no such file");
    assertThat(directory.code()).isEqualTo(2);
    assertThat(directory.err().lines()).hasSize(1);
  }
}
