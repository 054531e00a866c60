package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.rules.Missing;
import dev.fairlead.opstack.world.BlockName;
import dev.fairlead.opstack.world.TestWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An admission machine over a {@link TestWorld}, played by commands. */
final class AdmissionStage {
  private TestWorld world;
  private AdmissionMachine machine;

  List<String> command(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "world" -> start(rest);
      case "block" ->
          changed(world.append(BlockName.parse(rest.getFirst()), rest.subList(1, rest.size())));
      case "ready" ->
          rest.stream()
              .flatMap(word -> step(new AdmissionInput.HistoryReady(chain(word))).stream())
              .toList();
      case "rewind" -> changed(world.rewind(BlockName.parse(rest.getFirst())));
      case "cross-safe" -> {
        BlockId block = stored(rest.getFirst());
        yield step(new AdmissionInput.CrossSafeChanged(block.chain(), block.ref()));
      }
      case "deny" -> step(new AdmissionInput.BlockDenied(stored(rest.getFirst())));
      case "undeny" -> step(new AdmissionInput.DenialDropped(stored(rest.getFirst())));
      case "state" -> state();
      default -> throw new IllegalArgumentException("no such command: " + words);
    };
  }

  /** {@code world window activation chains...} */
  private List<String> start(List<String> words) {
    world =
        new TestWorld(
            Long.parseLong(words.get(0)),
            Long.parseLong(words.get(1)),
            words.subList(2, words.size()));
    machine = new AdmissionMachine(world.rules(), world.chains(), world::view);
    return List.of();
  }

  private List<String> changed(TestWorld.Change change) {
    return step(new AdmissionInput.HistoryChanged(change.chain(), change.change()));
  }

  private BlockId stored(String word) {
    BlockName name = BlockName.parse(word);
    return new BlockId(name.chain(), world.stored(name.chain(), name.first()));
  }

  private static ChainId chain(String word) {
    return TestWorld.chain(word.charAt(0));
  }

  private List<String> step(AdmissionInput input) {
    List<String> lines = new ArrayList<>();
    machine.step(0, input, effect -> lines.add(describe(effect)));
    while (machine.nextDeadlineNanos() != Long.MAX_VALUE) {
      machine.step(0, new AdmissionInput.TickElapsed(), effect -> lines.add(describe(effect)));
    }
    return lines;
  }

  private static String describe(AdmissionEffect effect) {
    return switch (effect) {
      case AdmissionEffect.CrossUnsafeChanged(ChainId chain, BlockRef head) ->
          "cross-unsafe " + TestWorld.name(chain, head);
      case AdmissionEffect.BlockFoundInvalid(InvalidBlock block) -> describe(block);
      case AdmissionEffect.InvalidBlockDenied(BlockId block) -> "denied " + name(block);
      case AdmissionEffect.InvalidBlockResolved(BlockId block) -> "resolved " + name(block);
    };
  }

  private static String name(BlockId block) {
    return TestWorld.name(block.chain(), block.ref());
  }

  private static String describe(InvalidBlock block) {
    return "invalid "
        + name(block.block())
        + block.faults().stream()
            .map(fault -> fault.logIndex() + " " + fault.reason().code().text())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private List<String> state() {
    AdmissionSnapshot snapshot = machine.snapshot();
    List<String> lines = new ArrayList<>();
    snapshot
        .frontiers()
        .forEach((chain, frontier) -> {
          BlockRef head = snapshot.crossUnsafe().get(chain);
          String upTo = head == null ? "none" : TestWorld.name(chain, head);
          lines.add(TestWorld.letter(chain) + ": " + upTo + ", " + describe(chain, frontier));
        });
    return lines;
  }

  private static String describe(ChainId chain, Frontier frontier) {
    return switch (frontier) {
      case Frontier.NotStarted() -> "not started";
      case Frontier.AtTip() -> "at tip";
      case Frontier.Waiting(BlockRef block, List<Awaited> awaited) ->
          TestWorld.name(chain, block)
              + " waits for "
              + awaited.stream().map(AdmissionStage::describe).collect(Collectors.joining(" and "));
      case Frontier.Invalid(InvalidBlock block) -> describe(block);
      case Frontier.Denied(BlockRef block) -> "denied " + TestWorld.name(chain, block);
      case Frontier.LacksHistory(BlockRef block, List<Missing> missing) ->
          TestWorld.name(chain, block)
              + " lacks "
              + missing.stream()
                  .map(one -> "" + TestWorld.letter(one.chain()) + one.number())
                  .collect(Collectors.joining(" and "));
    };
  }

  private static String describe(Awaited awaited) {
    return switch (awaited) {
      case Awaited.Block block -> "block " + TestWorld.letter(block.chain()) + block.number();
      case Awaited.Level level ->
          "" + TestWorld.letter(level.chain()) + level.number() + " to be cross-unsafe";
    };
  }
}
