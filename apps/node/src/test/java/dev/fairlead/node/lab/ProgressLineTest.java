package dev.fairlead.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private final StringWriter screen = new StringWriter();
  private long nowNanos;

  @Test
  void terminal_showsOneLineThatGoesAway() {
    ProgressLine line = line(true);

    line.show(1, 70, 10);
    nowNanos += Duration.ofMillis(250).toNanos();
    line.show(2, 70, 20);
    line.show(3, 70, 30);
    line.clear();
    line.clear();

    assertThat(screen.toString()).isEqualTo("\r\033[Kslot 2 of 70, 20 events\r\033[K");
  }

  @Test
  void pipe_staysEmpty() {
    ProgressLine line = line(false);

    nowNanos += Duration.ofSeconds(9).toNanos();
    line.show(2, 70, 20);
    line.clear();

    assertThat(screen.toString()).isEmpty();
  }

  private ProgressLine line(boolean isTerminal) {
    return new ProgressLine(new PrintWriter(screen), isTerminal, () -> nowNanos);
  }
}
