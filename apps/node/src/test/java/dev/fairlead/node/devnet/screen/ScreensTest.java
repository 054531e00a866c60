package dev.fairlead.node.devnet.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.traffic.MessageState;
import dev.fairlead.node.devnet.traffic.MessageView;
import dev.fairlead.node.devnet.traffic.PlannedMessage;
import dev.fairlead.node.devnet.traffic.Supply;
import dev.fairlead.node.devnet.traffic.Tally;
import dev.fairlead.node.devnet.traffic.TrafficKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreensTest {
  private static final Supply WHOLE = new Supply.Whole();
  private static final MessageState LONG_STATE =
      new MessageState.Failed("refused with not-enough-history instead of checksum-mismatch");

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  @Test
  void changeOfAMessageIsOneLine() {
    new EventLines(out)
        .changed(view(7, TrafficKind.WRONG_PAYLOAD, new MessageState.Refused("checksum-mismatch")));

    assertThat(text)
        .hasToString(
            "message=7 kind=wrong-payload route=901>902 age=1.5s refused: checksum-mismatch\n");
  }

  @Test
  void brokenSupplyIsOneLineOnce() {
    EventLines lines = new EventLines(out);
    Supply broken = new Supply.Broken(BigInteger.TEN, BigInteger.TWO);

    lines.show(List.of(), Tally.NONE, WHOLE);
    lines.show(List.of(), Tally.NONE, broken);
    lines.show(List.of(), Tally.NONE, broken);

    assertThat(text).hasToString("supply=broken expected=10 actual=2\n");
  }

  @Test
  void tableNeverGrowsAndNeverWraps() {
    LiveTable table = new LiveTable(out, false);
    List<MessageView> many =
        IntStream.range(0, 100).mapToObj(i -> view(i, TrafficKind.TRANSFER, LONG_STATE)).toList();

    List<String> empty = table.lines(List.of(), Tally.NONE, WHOLE);
    List<String> full = table.lines(many, new Tally(999_999, 999_999, 999_999, 999_999), WHOLE);

    assertThat(full).hasSameSizeAs(empty).allMatch(line -> line.length() < 80);
    assertThat(String.join("\n", full)).contains("   99  transfer").doesNotContain("   85  ");
  }

  @Test
  void tableIsDrawnOverItselfAndOnlyIfItHasChanged() {
    LiveTable table = new LiveTable(out, true);
    List<MessageView> one = List.of(view(1, TrafficKind.TRANSFER, new MessageState.Sent(5)));
    int height = table.lines(one, Tally.NONE, WHOLE).size();

    table.show(one, Tally.NONE, WHOLE);
    String first = text.toString();
    table.show(one, Tally.NONE, WHOLE);
    assertThat(text).hasToString(first);
    table.show(List.of(), Tally.NONE, WHOLE);

    assertThat(first).contains("sent in block 5").doesNotContain("\u001b[" + height + "A");
    assertThat(text.toString().substring(first.length())).startsWith("\u001b[" + height + "A");
  }

  private static MessageView view(int number, TrafficKind kind, MessageState state) {
    List<ChainId> route = List.of(ChainId.of(901), ChainId.of(902));
    return new MessageView(
        new PlannedMessage(number, kind, route), state, Duration.ofMillis(1_500));
  }
}
