package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.access.LevelNames;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.verifier.ChainOrder;
import dev.fairlead.opstack.verifier.RoundAwaited;
import java.util.List;
import java.util.Optional;

/** How status, health, metrics and logs name what a lane waits for. */
public final class AwaitedNames {
  /** Every code, for metric series. */
  public static final List<String> CODES =
      List.of("back-fill", "local-safe", "replacement", "order", "base", "block", "level");

  private AwaitedNames() {}

  /** The stable code of a reason to wait. */
  public static String code(RoundAwaited awaited) {
    return switch (awaited) {
      case RoundAwaited.Backfill _ -> "back-fill";
      case RoundAwaited.LocalSafe _ -> "local-safe";
      case RoundAwaited.Replacement _ -> "replacement";
      case RoundAwaited.Order _ -> "order";
      case RoundAwaited.Base _ -> "base";
      case RoundAwaited.Message(Awaited message) -> code(message);
    };
  }

  /** The stable code of what a message waits for. */
  public static String code(Awaited awaited) {
    return switch (awaited) {
      case Awaited.Block _ -> "block";
      case Awaited.Level _ -> "level";
    };
  }

  /** The chain on which it is awaited; empty if that is the base chain. */
  public static Optional<ChainId> chain(RoundAwaited awaited) {
    return switch (awaited) {
      case RoundAwaited.Backfill(ChainId chain) -> Optional.of(chain);
      case RoundAwaited.LocalSafe(ChainId chain, long _) -> Optional.of(chain);
      case RoundAwaited.Replacement(ChainId chain, var _) -> Optional.of(chain);
      case RoundAwaited.Order(ChainOrder order) -> Optional.of(order.chain());
      case RoundAwaited.Base _ -> Optional.empty();
      case RoundAwaited.Message(Awaited message) -> Optional.of(message.chain());
    };
  }

  /** One sentence for people. */
  public static String detail(RoundAwaited awaited) {
    return switch (awaited) {
      case RoundAwaited.Backfill(ChainId chain) -> "chain " + chain + " is being back-filled";
      case RoundAwaited.LocalSafe(ChainId chain, long timestamp) ->
          "chain " + chain + " is not local-safe at " + Long.toUnsignedString(timestamp);
      case RoundAwaited.Replacement(ChainId chain, var block) ->
          "chain " + chain + " has not replaced invalid block " + block;
      case RoundAwaited.Order(ChainOrder order) ->
          "an order to chain " + order.chain() + " is not carried out";
      case RoundAwaited.Base(var block) -> "base-chain block " + block + " is not confirmed";
      case RoundAwaited.Message(Awaited message) -> detail(message);
    };
  }

  /** One sentence for people. */
  public static String detail(Awaited awaited) {
    return switch (awaited) {
      case Awaited.Block(ChainId chain, long number, long _) ->
          "chain " + chain + " has not reached block " + Long.toUnsignedString(number);
      case Awaited.Level(ChainId chain, long number, var level) ->
          "block "
              + Long.toUnsignedString(number)
              + " of chain "
              + chain
              + " is not "
              + LevelNames.name(level);
    };
  }
}
