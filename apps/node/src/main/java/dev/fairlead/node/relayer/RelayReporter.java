package dev.fairlead.node.relayer;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.ResendCallCodec;
import dev.fairlead.opstack.relay.Attempt;
import dev.fairlead.opstack.relay.DeliveryState;
import dev.fairlead.opstack.relay.PendingMessage;
import dev.fairlead.opstack.relay.RelayEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Turns what the machine reports into logs and metrics. On the loop's thread. */
final class RelayReporter implements Consumer<RelayEvent> {
  private static final Logger LOG = System.getLogger(Relayer.class.getName());
  private static final int SHORT_HASH = 10;

  private final RelayerMetrics metrics;

  RelayReporter(RelayerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void accept(RelayEvent event) {
    switch (event) {
      case RelayEvent.Moved moved -> moved(moved);
      case RelayEvent.TransactionSigned signed -> signed(signed);
      case RelayEvent.ExpiresSoon soon -> {
        metrics.expiresSoon(soon.message().destination());
        LOG.log(
            Level.WARNING,
            "message_expires_soon %s seconds_left=%d"
                .formatted(name(soon.message()), soon.secondsLeft()));
      }
      case RelayEvent.GapFilled filled -> {
        metrics.transaction(filled.chain(), "fill");
        LOG.log(
            Level.INFO,
            "nonce_filled chain=%s nonce=%s"
                .formatted(filled.chain(), Long.toUnsignedString(filled.nonce())));
      }
      case RelayEvent.ChainBlocked blocked -> {
        metrics.blocked(blocked.chain(), blocked.cause());
        LOG.log(
            Level.WARNING,
            "chain_blocked chain=%s cause=%s".formatted(blocked.chain(), blocked.cause().text()));
      }
    }
  }

  private void moved(RelayEvent.Moved moved) {
    PendingMessage message = moved.message();
    switch (moved.to()) {
      case DeliveryState.Delivered _ when moved.from() instanceof DeliveryState.Delivered -> {}
      case DeliveryState.Delivered done -> {
        metrics.delivered(message.source(), message.destination());
        LOG.log(
            Level.INFO,
            "message_delivered %s block=%s"
                .formatted(name(message), Long.toUnsignedString(done.blockNumber())));
      }
      case DeliveryState.Parked parked -> {
        boolean isNews = !(moved.from() instanceof DeliveryState.Parked);
        metrics.parked(message.destination());
        LOG.log(
            isNews ? Level.WARNING : Level.DEBUG,
            "message_parked %s reason=%s".formatted(name(message), parked.reason().text()));
      }
      case DeliveryState.Expired expired -> expired(message, expired);
      case DeliveryState.Waiting waiting ->
          LOG.log(
              Level.DEBUG,
              "message_waits %s cause=%s".formatted(name(message), waiting.cause().text()));
      case DeliveryState.Checking _,
          DeliveryState.Simulating _,
          DeliveryState.Ready _,
          DeliveryState.InFlight _ ->
          LOG.log(
              Level.DEBUG, "message_moved %s to=%s".formatted(name(message), moved.to().text()));
    }
  }

  private void expired(PendingMessage message, DeliveryState.Expired expired) {
    metrics.expired(message.destination());
    LOG.log(
        Level.WARNING,
        "message_expired %s deadline=%s advice=send_again chain=%s to=%s data=%s"
            .formatted(
                name(message),
                Long.toUnsignedString(expired.deadline()),
                message.source(),
                Predeploys.L2_TO_L2_MESSENGER,
                ResendCallCodec.encode(message.sent())));
  }

  private void signed(RelayEvent.TransactionSigned signed) {
    String kind =
        switch (signed.attempt().purpose()) {
          case Attempt.Purpose.Cancel _ -> "cancel";
          case Attempt.Purpose.Relay _ -> signed.replacements() == 0 ? "relay" : "replace";
        };
    metrics.transaction(signed.message().destination(), kind);
    LOG.log(
        Level.DEBUG,
        "transaction_signed %s kind=%s nonce=%s tx=%s"
            .formatted(
                name(signed.message()),
                kind,
                Long.toUnsignedString(signed.nonce()),
                shortened(signed.attempt().hash())));
  }

  private static String name(PendingMessage message) {
    return "message=%s from=%s to=%s"
        .formatted(shortened(message.hash()), message.source(), message.destination());
  }

  private static String shortened(Hash32 hash) {
    return hash.toString().substring(0, SHORT_HASH);
  }
}
