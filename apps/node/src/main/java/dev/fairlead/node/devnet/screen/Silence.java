package dev.fairlead.node.devnet.screen;

import dev.fairlead.node.devnet.traffic.MessageView;
import dev.fairlead.node.devnet.traffic.Supply;
import dev.fairlead.node.devnet.traffic.Tally;
import dev.fairlead.node.devnet.traffic.TrafficScreen;
import java.util.List;

/** Shows nothing. */
public record Silence() implements TrafficScreen {
  @Override
  public void changed(MessageView message) {
    // Nobody looks.
  }

  @Override
  public void show(List<MessageView> recent, Tally tally, Supply supply) {
    // Nobody looks.
  }
}
