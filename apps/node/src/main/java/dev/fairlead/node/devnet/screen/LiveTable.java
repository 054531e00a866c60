package dev.fairlead.node.devnet.screen;

import dev.fairlead.node.devnet.traffic.MessageState;
import dev.fairlead.node.devnet.traffic.MessageView;
import dev.fairlead.node.devnet.traffic.Supply;
import dev.fairlead.node.devnet.traffic.Tally;
import dev.fairlead.node.devnet.traffic.TrafficScreen;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of the newest messages, drawn over itself. Writes only what fits into 80 columns, so that
 * no line is wrapped and the way back to its top is known. Used by one thread.
 *
 * <pre>
 *    #  message          route              state                            age
 *   11  transfer         901 → 902          executed in block 187             3s
 *   12  wrong payload    902 → 901          refused: checksum-mismatch        0s
 * </pre>
 */
public final class LiveTable implements TrafficScreen {
  private static final int ROWS = 14;
  private static final int WIDTH = 79;
  private static final int STATE_WIDTH = 29;
  private static final String FORMAT = "%5s  %-15s  %-17s  %-29s  %5s";
  private static final String ESCAPE = "\u001b[";

  private final PrintWriter out;
  private final boolean isColoured;
  private List<String> drawn = List.of();

  /**
   * A table at the place where the writer's terminal stands.
   *
   * @param isColoured whether states may have colours
   */
  public LiveTable(PrintWriter out, boolean isColoured) {
    this.out = out;
    this.isColoured = isColoured;
  }

  @Override
  public void changed(MessageView message) {
    // Shown with all others.
  }

  @Override
  public void show(List<MessageView> recent, Tally tally, Supply supply) {
    List<String> lines = lines(recent, tally, supply);
    if (lines.equals(drawn)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (!drawn.isEmpty()) {
      text.append(ESCAPE).append(drawn.size()).append('A');
    }
    for (String line : lines) {
      text.append(line).append(ESCAPE).append("K\n");
    }
    out.print(text);
    out.flush();
    drawn = lines;
  }

  /** The lines of the table; always as many. */
  List<String> lines(List<MessageView> recent, Tally tally, Supply supply) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(cut(FORMAT.formatted("#", "message", "route", "state", "age")));
    List<MessageView> shown = recent.subList(Math.max(0, recent.size() - ROWS), recent.size());
    shown.forEach(message -> lines.add(row(message)));
    for (int i = shown.size(); i < ROWS; i++) {
      lines.add("");
    }
    lines.add("");
    lines.add(cut("  " + MessageText.tally(tally, supply)));
    return List.copyOf(lines);
  }

  private String row(MessageView message) {
    String state = message.state().text();
    String line =
        cut(
            FORMAT.formatted(
                message.plan().number(),
                message.plan().kind().text(),
                MessageText.route(message.plan(), " → "),
                state.length() > STATE_WIDTH ? state.substring(0, STATE_WIDTH - 1) + "…" : state,
                message.age().toSeconds() + "s"));
    return isColoured ? ESCAPE + colour(message.state()) + "m" + line + ESCAPE + "0m" : line;
  }

  private static int colour(MessageState state) {
    return switch (state) {
      case MessageState.Submitted _, MessageState.Sent _, MessageState.Forwarded _ -> 0;
      case MessageState.Executed _ -> 36;
      case MessageState.Delivered _, MessageState.Finalized _ -> 32;
      case MessageState.Refused _ -> 33;
      case MessageState.Failed _ -> 31;
    };
  }

  private static String cut(String line) {
    return line.length() > WIDTH ? line.substring(0, WIDTH) : line;
  }
}
