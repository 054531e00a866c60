package dev.fairlead.opstack.relay;

import java.util.stream.Collectors;

/** Effects of the machine as lines of a dialogue. */
final class RelayLines {
  private final RelayNames names;

  RelayLines(RelayNames names) {
    this.names = names;
  }

  String line(RelayEffect effect) {
    return switch (effect) {
      case RelayEffect.Persist persist ->
          "store " + persist.records().stream().map(this::record).collect(Collectors.joining(", "));
      case RelayEffect.QueryAdmission q ->
          "ask for %s at %s, to execute on %s from %d on"
              .formatted(
                  names.message(q.messageHash()),
                  RelayNames.place(q.identifier()),
                  RelayNames.chain(q.execution().chain()),
                  q.execution().timestamp());
      case RelayEffect.Simulate q ->
          "simulate %s at %s on %s"
              .formatted(
                  names.message(q.messageHash()),
                  RelayNames.place(q.identifier()),
                  RelayNames.chain(q.chain()));
      case RelayEffect.QueryAccount q -> "ask for account on " + RelayNames.chain(q.chain());
      case RelayEffect.Send send ->
          "send %s to %s"
              .formatted(names.transaction(send.transaction()), RelayNames.chain(send.chain()));
      case RelayEffect.QueryInclusion q ->
          "ask %s for %s"
              .formatted(
                  RelayNames.chain(q.chain()),
                  q.transactions().stream()
                      .map(names::transaction)
                      .collect(Collectors.joining(" ")));
      case RelayEffect.Report report -> event(report.event());
    };
  }

  private String record(RelayRecord record) {
    return switch (record) {
      case RelayRecord.Stored stored -> stored(stored);
      case RelayRecord.Forgotten gone -> "forget " + names.message(gone.hash());
      case RelayRecord.Scanned read ->
          "read " + RelayNames.chain(read.chain()) + read.upTo().number();
      case RelayRecord.Unwound back ->
          "back to " + RelayNames.chain(back.chain()) + back.ancestor();
    };
  }

  private String stored(RelayRecord.Stored stored) {
    String stage =
        switch (stored.stage()) {
          case RelayRecord.Stage.Queued _ -> "queued";
          case RelayRecord.Stage.Expired _ -> "expired";
          case RelayRecord.Stage.Delivered done ->
              "delivered " + done.blockNumber() + " " + done.evidence();
        };
    return names.message(stored.message().hash()) + " " + stage + slot(stored);
  }

  private String slot(RelayRecord.Stored stored) {
    String name = names.message(stored.message().hash());
    return stored
        .slot()
        .map(slot ->
            " with nonce %d%s (%s)"
                .formatted(
                    slot.nonce(),
                    slot.isOpen() ? "" : " used",
                    slot.attempts().stream()
                        .map(a -> names.transaction(a.hash(), name))
                        .collect(Collectors.joining(" "))))
        .orElse("");
  }

  private String event(RelayEvent event) {
    return switch (event) {
      case RelayEvent.Moved moved ->
          names.message(moved.message().hash())
              + ": "
              + (moved.from().equals(moved.to()) ? "" : state(moved.from()) + " → ")
              + state(moved.to());
      case RelayEvent.TransactionSigned signed ->
          "sign %s: %s with nonce %d, at most %s"
              .formatted(
                  names.transaction(
                      signed.attempt().hash(), names.message(signed.message().hash())),
                  switch (signed.attempt().purpose()) {
                    case Attempt.Purpose.Relay relay ->
                        "relay " + RelayNames.place(relay.identifier());
                    case Attempt.Purpose.Cancel _ -> "cancel";
                  },
                  signed.nonce(),
                  signed.attempt().fees().maxPerGas());
      case RelayEvent.ExpiresSoon soon ->
          "warn: %s expires in %d s"
              .formatted(names.message(soon.message().hash()), soon.secondsLeft());
      case RelayEvent.GapFilled filled ->
          "fill nonce %d on %s".formatted(filled.nonce(), RelayNames.chain(filled.chain()));
      case RelayEvent.ChainBlocked blocked ->
          "blocked: %s %s".formatted(RelayNames.chain(blocked.chain()), blocked.cause().text());
    };
  }

  static String state(DeliveryState state) {
    return switch (state) {
      case DeliveryState.Waiting waiting -> "waiting (" + waiting.cause().text() + ")";
      case DeliveryState.Parked parked -> "parked (" + parked.reason().text() + ")";
      case DeliveryState.Delivered done ->
          "delivered (" + done.blockNumber() + " " + done.evidence() + ")";
      case DeliveryState.Checking _,
          DeliveryState.Simulating _,
          DeliveryState.Ready _,
          DeliveryState.InFlight _,
          DeliveryState.Expired _ ->
          state.text();
    };
  }
}
