package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.judge.JudgeSettings;
import dev.fairlead.xcmp.judge.Protection;

/** Figures that a dialogue sets before its node begins. */
final class StageSettings {
  private StageSettings() {}

  static DeliverySettings after(DeliverySettings before, String command, String word) {
    DeliverySettings.Judging judging = before.judging();
    JudgeSettings rules = judging.rules();
    return switch (command) {
      // retention BLOCKS, by validators
      case "retention" ->
          before.with(new DeliverySettings.Retention(Integer.parseInt(word), 10, 2L << 30));
      // without PROTECTION, of validators
      case "without" -> before.with(judging.with(rules.without(Protection.valueOf(word))));
      // places NUMBER: how many collators may be connected to a validator
      case "places" ->
          before.with(
              judging.with(
                  rules.with(new JudgeSettings.Service(Integer.parseInt(word), 20, 34, 3, 100))));
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
}
