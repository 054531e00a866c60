package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.judge.JudgeSettings;
import dev.fairlead.xcmp.judge.NetworkAddress;
import dev.fairlead.xcmp.judge.Protection;
import dev.fairlead.xcmp.peer.PeerResponse;

/** Figures that a dialogue sets before its node begins, and what it needs of peers. */
final class StageSettings {
  private StageSettings() {}

  static DeliverySettings after(DeliverySettings before, String command, String word) {
    DeliverySettings.Judging judging = before.judging();
    JudgeSettings rules = judging.rules();
    return switch (command) {
      // retention BLOCKS, by validators
      case "retention" ->
          before.with(new DeliverySettings.Retention(Integer.parseInt(word), 10, 2L << 30));
      // validators spread and keep chunks
      case "chunks" -> before.with(DeliverySettings.Chunks.STANDARD);
      // without PROTECTION, of validators
      case "without" -> before.with(judging.with(rules.without(Protection.valueOf(word))));
      // places NUMBER: how many collators may be connected to a validator
      case "places" ->
          before.with(
              judging.with(
                  rules.with(new JudgeSettings.Service(Integer.parseInt(word), 20, 34, 3, 100))));
      // unchecked BYTES, at most
      case "unchecked" -> before.with(new DeliverySettings.Load(16, 256, Long.parseLong(word), 8));
      // slots NUMBER: how many requests are answered at the same time
      case "slots" ->
          before.with(
              new DeliverySettings.Load(
                  Integer.parseInt(word), Integer.parseInt(word), 64 << 20, 8));
      // pushing NUMBER: a validator gives bodies unasked, to so many collators at first
      case "pushing" -> before.with(judging.pushing(new RedundancyTarget(Integer.parseInt(word))));
      // pipelining BYTES: per sender, at most ten blocks
      case "pipelining" ->
          before.with(
              judging.with(new DeliverySettings.Pipelining(true, Long.parseLong(word), 10)));
      default -> throw new IllegalArgumentException("no figure " + command);
    };
  }

  /** Each name has a range of its own but for those that begin alike: x1, x2, … share one. */
  static NetworkAddress address(String name) {
    byte[] bytes = {
      10, (byte) name.charAt(0), (byte) (name.startsWith("x") ? 0 : name.charAt(1)), 1
    };
    return new NetworkAddress(Bytes.of(bytes));
  }

  /** The text itself, or so many bytes: {@code 1000*}. */
  static Bytes body(String text) {
    return RelayStage.bytes(
        text.endsWith("*") ? "x".repeat((int) Long.parseLong(text.replace("*", ""))) : text);
  }

  static boolean isLong(PeerResponse.Fetched fetched) {
    return fetched.items().stream().mapToLong(item -> item.body().size()).sum()
        > NodeEffect.SMALL_ANSWER_BYTES;
  }
}
