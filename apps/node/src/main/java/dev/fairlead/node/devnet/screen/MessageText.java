package dev.fairlead.node.devnet.screen;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.traffic.PlannedMessage;
import dev.fairlead.node.devnet.traffic.Supply;
import dev.fairlead.node.devnet.traffic.Tally;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words in which messages are shown. */
final class MessageText {
  private MessageText() {}

  /** All chains on the way. */
  static String route(PlannedMessage plan, String arrow) {
    return plan.route().stream().map(ChainId::toString).collect(Collectors.joining(arrow));
  }

  /** Seconds with one decimal. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
  }

  /** One line about all messages. */
  static String tally(Tally tally, Supply supply) {
    return "%d messages   %d delivered   %d refused   %d failed   %d under way   supply %s"
        .formatted(
            tally.messages(),
            tally.delivered(),
            tally.refused(),
            tally.failed(),
            tally.underWay(),
            supply.text());
  }
}
