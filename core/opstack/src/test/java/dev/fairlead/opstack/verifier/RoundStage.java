package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.follow.Halt;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.world.BlockName;
import dev.fairlead.opstack.world.TestWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A round machine over a {@link TestWorld} and a store, played by commands. Base-chain blocks are
 * written {@code L7}.
 */
final class RoundStage {
  private TestWorld world;
  private InMemoryVerifierStore store = new InMemoryVerifierStore();
  private RoundMachine machine;
  private RoundSettings settings;
  private final List<ChainOrder> orders = new ArrayList<>();
  private long nowNanos;

  List<String> command(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "world" -> start(rest);
      case "block" ->
          changed(world.append(BlockName.parse(rest.getFirst()), rest.subList(1, rest.size())));
      case "rewind" -> changed(world.rewind(BlockName.parse(rest.getFirst())));
      case "ready" -> rest.stream().flatMap(word -> step(ready(word)).stream()).toList();
      case "safe" -> rest.stream().flatMap(word -> step(safe(word)).stream()).toList();
      case "final" -> rest.stream().flatMap(word -> changed(finalized(word)).stream()).toList();
      case "base-rewound" -> step(new RoundInput.BaseRewound(base(rest.getFirst())));
      case "base-final" -> step(new RoundInput.BaseFinalized(base(rest.getFirst())));
      case "base-has" -> step(new RoundInput.BaseChecked(base(rest.getFirst()), true));
      case "base-lost" -> step(new RoundInput.BaseChecked(base(rest.getFirst()), false));
      case "done" -> step(new RoundInput.OrderDone(orders.removeFirst()));
      case "failed" -> step(new RoundInput.OrderFailed(orders.removeFirst()));
      case "chain-halted" ->
          step(
              new RoundInput.ChainHalted(
                  new Halt(Halt.Code.REWIND_OVER_FINALIZED, stored(rest.getFirst()))));
      case "wait" -> {
        nowNanos += Duration.ofMillis(Long.parseLong(rest.getFirst())).toNanos();
        yield step(new RoundInput.TickElapsed());
      }
      case "restart" -> {
        orders.clear();
        machine = new RoundMachine(settings, store, world::view);
        yield step(new RoundInput.TickElapsed());
      }
      case "state" -> state();
      default -> throw new IllegalArgumentException("no such command: " + words);
    };
  }

  /** {@code world window activation chains...} */
  private List<String> start(List<String> words) {
    long window = Long.parseLong(words.get(0));
    world = new TestWorld(window, Long.parseLong(words.get(1)), words.subList(2, words.size()));
    settings =
        new RoundSettings(world.chains(), world.rules(), 2 * window, 64, Duration.ofSeconds(1));
    machine = new RoundMachine(settings, store, world::view);
    return step(new RoundInput.TickElapsed());
  }

  private List<String> changed(TestWorld.Change change) {
    return step(new RoundInput.HistoryChanged(change.chain(), change.change()));
  }

  private RoundInput ready(String word) {
    return new RoundInput.HistoryReady(TestWorld.chain(word.charAt(0)));
  }

  /** {@code A5}, or {@code A5/L7} with the base-chain block that it needs. */
  private RoundInput safe(String word) {
    String[] parts = word.split("/", -1);
    BlockId block = stored(parts[0]);
    BaseInclusion inclusion =
        parts.length == 1 ? new BaseInclusion.Unknown() : new BaseInclusion.Known(base(parts[1]));
    return new RoundInput.LocalSafeSeen(block.chain(), block.ref(), inclusion);
  }

  private TestWorld.Change finalized(String word) {
    BlockId block = stored(word);
    return new TestWorld.Change(block.chain(), new HistoryChange.Finalized(block.ref()));
  }

  private static BlockRef base(String word) {
    long number = Long.parseLong(word.substring(1));
    return new BlockRef(number, new Hash32('L', 0, 0, number));
  }

  private BlockId stored(String word) {
    BlockName name = BlockName.parse(word);
    return new BlockId(name.chain(), world.stored(name.chain(), name.first()));
  }

  private List<String> step(RoundInput input) {
    List<String> lines = new ArrayList<>();
    step(input, lines);
    while (machine.nextDeadlineNanos() <= nowNanos) {
      step(new RoundInput.TickElapsed(), lines);
    }
    return lines;
  }

  private void step(RoundInput input, List<String> lines) {
    List<RoundEffect> effects = new ArrayList<>();
    machine.step(nowNanos, input, effects::add);
    effects.forEach(effect -> lines.add(carryOut(effect)));
  }

  private String carryOut(RoundEffect effect) {
    return switch (effect) {
      case RoundEffect.Persist(List<StoreChange> changes) -> {
        store.apply(changes);
        yield "persist "
            + changes.stream().map(RoundStage::describe).collect(Collectors.joining(", "));
      }
      case RoundEffect.CheckBase(BlockRef block) -> "does the base chain have L" + block.number();
      case RoundEffect.PruneLog(ChainId chain, long below) -> {
        world.log(chain).prune(below);
        yield "prune " + TestWorld.letter(chain) + " below " + below;
      }
      case RoundEffect.RoundDecided(long timestamp, DecisionKind kind) ->
          timestamp + " " + kind.name().toLowerCase(Locale.ROOT);
      case RoundEffect.CrossSafeChanged(ChainId chain, BlockRef head) ->
          "cross-safe " + TestWorld.name(chain, head);
      case RoundEffect.FinalizedChanged(ChainId chain, BlockRef head) ->
          "finalized " + TestWorld.name(chain, head);
      case RoundEffect.BlockFoundInvalid(InvalidBlock block) -> "invalid " + describe(block);
      case RoundEffect.InvalidBlockResolved(BlockId block) -> "resolved " + name(block);
      case RoundEffect.DenialDropped(DeniedBlock block) -> "denial dropped " + name(block.id());
      case RoundEffect.Halted(Halt halt) -> "halted " + describe(halt);
      case ChainOrder.InvalidateBlock order -> {
        orders.add(order);
        yield "order " + describe(order);
      }
      case ChainOrder.RewindChain order -> {
        orders.add(order);
        yield "order " + describe(order);
      }
    };
  }

  private static String describe(StoreChange change) {
    return switch (change) {
      case StoreChange.Started(StartPoint start) -> "start at " + start.timestamp();
      case StoreChange.Verified(VerifiedResult result) -> describe(result);
      case StoreChange.VerifiedDropped(long from) -> "drop results from " + from;
      case StoreChange.Denied(DeniedBlock block) ->
          "deny " + name(block.id()) + " at " + block.decisionTimestamp();
      case StoreChange.DenialDropped(DeniedBlock block) -> "undeny " + name(block.id());
      case StoreChange.OrdersPending(List<ChainOrder> orders) -> orders.size() + " orders pending";
      case StoreChange.FinalizedUpTo(long timestamp) -> "final " + timestamp;
      case StoreChange.ResultsPruned(long below) -> "prune results below " + below;
    };
  }

  private static String describe(VerifiedResult result) {
    StringBuilder text = new StringBuilder("verified " + result.timestamp() + " [");
    result
        .chains()
        .forEach((chain, one) -> {
          text.append(text.charAt(text.length() - 1) == '[' ? "" : " ");
          text.append(TestWorld.name(chain, one.verified().block()));
          if (!one.optimistic().equals(one.verified())) {
            text.append(" was ").append(TestWorld.name(chain, one.optimistic().block()));
          }
        });
    text.append(']');
    if (result.inclusion() instanceof BaseInclusion.Known(BlockRef base)) {
      text.append(" by L").append(base.number());
    }
    return text.toString();
  }

  private static String describe(ChainOrder order) {
    return switch (order) {
      case ChainOrder.InvalidateBlock invalidate ->
          "invalidate "
              + name(invalidate.denied().id())
              + " decided at "
              + invalidate.decisionTimestamp();
      case ChainOrder.RewindChain(ChainId chain, BlockRef to) ->
          "rewind to " + TestWorld.name(chain, to);
    };
  }

  private static String describe(InvalidBlock block) {
    return name(block.block())
        + block.faults().stream()
            .map(fault -> fault.logIndex() + " " + fault.reason().code().text())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String describe(Halt halt) {
    return halt.code().text() + " at " + name(halt.block());
  }

  private static String name(BlockId block) {
    return TestWorld.name(block.chain(), block.ref());
  }

  private List<String> state() {
    RoundSnapshot snapshot = machine.snapshot();
    List<String> lines = new ArrayList<>();
    String phase =
        switch (snapshot.state()) {
          case RoundState.ColdStart() -> "cold start";
          case RoundState.Resuming() -> "resuming";
          case RoundState.Running() -> "running";
          case RoundState.CarryingOut(List<ChainOrder> given) ->
              "carrying out " + given.size() + " orders";
          case RoundState.Halted(Halt halt) -> "halted " + describe(halt);
        };
    RoundSnapshot.Progress progress = snapshot.progress();
    lines.add(
        phase
            + "; start "
            + text(progress.start())
            + ", verified "
            + text(progress.verified())
            + ", final "
            + text(progress.finalized()));
    lines.add(
        "cross-safe " + heads(snapshot.crossSafe()) + ", final " + heads(snapshot.finalized()));
    snapshot.awaited().forEach(awaited -> lines.add("awaits " + describe(awaited)));
    snapshot.invalid().forEach(block -> lines.add("invalid " + describe(block)));
    snapshot.denied().forEach(block -> lines.add("denied " + name(block.id())));
    return lines;
  }

  private static String describe(RoundAwaited awaited) {
    return switch (awaited) {
      case RoundAwaited.Backfill(ChainId chain) -> "back-fill of " + TestWorld.letter(chain);
      case RoundAwaited.LocalSafe(ChainId chain, long timestamp) ->
          TestWorld.letter(chain) + " to be local-safe at " + timestamp;
      case RoundAwaited.Replacement(ChainId chain, BlockRef block) ->
          "replacement of " + TestWorld.name(chain, block);
      case RoundAwaited.Order(ChainOrder order) -> "order " + describe(order);
      case RoundAwaited.Base(BlockRef block) -> "base chain about L" + block.number();
      case RoundAwaited.Message message -> message.awaited().toString();
    };
  }

  private static String heads(java.util.SortedMap<ChainId, BlockRef> heads) {
    return heads.entrySet().stream()
        .map(entry -> TestWorld.name(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static String text(OptionalLong timestamp) {
    return timestamp.isPresent() ? Long.toUnsignedString(timestamp.getAsLong()) : "none";
  }
}
