package dev.fairlead.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void eventsComeByTimeAndMoveTheClock() {
    Timeline<String> timeline = new Timeline<>(1);
    List<String> taken = new ArrayList<>();
    timeline.at(30, 1, "late");
    timeline.at(10, 2, "early");
    timeline.at(10, 3, "early too");
    timeline.at(100, 4, "after the end");

    while (timeline.takeBefore(
        100, (node, text) -> taken.add(timeline.nowNanos() + " " + node + " " + text))) {}

    assertThat(taken).containsExactly("10 2 early", "10 3 early too", "30 1 late");
    assertThat(timeline.size()).isEqualTo(1);
    assertThat(timeline.step()).isEqualTo(3);
  }

  @Test
  void whatIsAddedWhileTakingIsTaken() {
    Timeline<Integer> timeline = new Timeline<>(0);
    List<Long> times = new ArrayList<>();
    timeline.after(5, 0, 3);

    while (timeline.takeBefore(
        1_000,
        (node, left) -> {
          times.add(timeline.nowNanos());
          if (left > 0) {
            timeline.after(7, node, left - 1);
          }
          if (left == 1) {
            timeline.at(2, node, 0); // past: due now
          }
        })) {}

    assertThat(times).containsExactly(5L, 12L, 19L, 19L, 26L);
  }
}
