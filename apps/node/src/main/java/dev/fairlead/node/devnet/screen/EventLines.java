package dev.fairlead.node.devnet.screen;

import dev.fairlead.node.devnet.traffic.MessageView;
import dev.fairlead.node.devnet.traffic.Supply;
import dev.fairlead.node.devnet.traffic.Tally;
import dev.fairlead.node.devnet.traffic.TrafficScreen;
import java.io.PrintWriter;
import java.util.List;

/** One line per change of a message, for pipes and files. Used by one thread. */
public final class EventLines implements TrafficScreen {
  private final PrintWriter out;
  private boolean isBroken;

  /** Lines into a writer, which is flushed after each. */
  public EventLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void changed(MessageView message) {
    line(
        "message=%d kind=%s route=%s age=%s %s"
            .formatted(
                message.plan().number(),
                message.plan().kind().text().replace(' ', '-'),
                MessageText.route(message.plan(), ">"),
                MessageText.seconds(message.age()),
                message.state().text()));
  }

  @Override
  public void show(List<MessageView> recent, Tally tally, Supply supply) {
    if (!isBroken && supply instanceof Supply.Broken broken) {
      isBroken = true;
      line("supply=broken expected=" + broken.expected() + " actual=" + broken.actual());
    }
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }
}
