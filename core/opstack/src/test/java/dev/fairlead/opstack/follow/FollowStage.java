package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.machine.InvariantViolation;
import dev.fairlead.kernel.messagelog.AppendResult;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.InMemoryMessageLog;
import dev.fairlead.kernel.messagelog.RewindResult;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.dependency.Activation;
import dev.fairlead.opstack.dependency.ChainRules;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A follow machine, its log and a source that can be told to change its mind. Blocks are named by a
 * branch letter and their height, {@code a7}; block {@code n} has timestamp {@code 1000 + 2n}.
 */
final class FollowStage {
  private static final ChainId CHAIN = ChainId.of(901);

  private final InMemoryMessageLog log = new InMemoryMessageLog();
  private final TreeMap<Long, Character> source = new TreeMap<>();
  private final ArrayDeque<FollowEffect> requests = new ArrayDeque<>();
  private FollowMachine machine;
  private FollowSettings settings;
  private long nowNanos;

  FollowStage() {
    settings = settings(0, 20);
    machine = new FollowMachine(settings, chain -> log.view());
  }

  static FollowSettings settings(long activation, long windowSeconds) {
    return new FollowSettings(
        CHAIN,
        new ChainRules(new Activation.At(activation), 2),
        windowSeconds,
        new FollowLimits(4, 2, 4, Duration.ofMillis(100), Duration.ofMillis(350)));
  }

  List<String> command(List<String> words) {
    return switch (words.getFirst()) {
      case "source" -> source(words.subList(1, words.size()));
      case "shorten" -> {
        source.tailMap(Long.parseLong(words.get(1)), false).clear();
        yield List.of();
      }
      case "settings" -> {
        settings = settings(Long.parseLong(words.get(1)), Long.parseLong(words.get(2)));
        yield restart();
      }
      case "restart" -> restart();
      case "head" -> step(new FollowInput.HeadAnnounced(link(number(words, 1))));
      case "labels" -> step(new FollowInput.LabelsSeen(labels(words)));
      case "answer" -> answer();
      case "answer-last" -> {
        requests.addFirst(requests.removeLast());
        yield answer();
      }
      case "answer-all" -> {
        List<String> lines = new ArrayList<>();
        while (!requests.isEmpty()) {
          lines.addAll(answer());
        }
        yield lines;
      }
      case "fail" -> step(new FollowInput.FetchFailed(takeRequest(), FetchFailure.UNREACHABLE));
      case "answer-nothing" -> step(new FollowInput.BlocksFetched(takeRequest(), List.of()));
      case "wait" -> {
        nowNanos += Duration.ofMillis(Long.parseLong(words.get(1))).toNanos();
        yield step(new FollowInput.TickElapsed());
      }
      case "state" -> List.of(describeState());
      default -> throw new IllegalArgumentException("no such command: " + words);
    };
  }

  boolean hasRequests() {
    return !requests.isEmpty();
  }

  /** Whether the log ends with the source's head and holds the source's blocks only. */
  boolean isInStep() {
    return log.view().tip().isPresent()
        && log.view().tip().get().ref().equals(ref(source.lastKey()))
        && source.tailMap(log.view().first().orElseThrow().number()).keySet().stream()
            .allMatch(number ->
                log.view().seal(number) instanceof SealLookup.Found(BlockSeal seal)
                    && seal.ref().equals(ref(number)));
  }

  private List<String> restart() {
    requests.clear();
    machine = new FollowMachine(settings, chain -> log.view());
    return List.of();
  }

  private List<String> source(List<String> ranges) {
    for (String range : ranges) {
      String[] ends = range.substring(1).split("\\.\\.", -1);
      source.tailMap(Long.parseLong(ends[0]), true).clear();
      for (long n = Long.parseLong(ends[0]); n <= Long.parseLong(ends[ends.length - 1]); n++) {
        source.put(n, range.charAt(0));
      }
    }
    return List.of();
  }

  private long number(List<String> words, int index) {
    return words.size() > index ? Long.parseLong(words.get(index)) : source.lastKey();
  }

  private Map<SafetyLevel, BlockLink> labels(List<String> words) {
    Map<SafetyLevel, BlockLink> labels = new EnumMap<>(SafetyLevel.class);
    for (String word : words.subList(1, words.size())) {
      String[] parts = word.split("=", -1);
      SafetyLevel level = parts[0].equals("safe") ? SafetyLevel.LOCAL_SAFE : SafetyLevel.FINALIZED;
      labels.put(level, link(Long.parseLong(parts[1])));
    }
    return labels;
  }

  private long takeRequest() {
    return switch (requests.removeFirst()) {
      case FollowEffect.FetchBlocks(long request, long ignored, int alsoIgnored) -> request;
      case FollowEffect.FetchLinks(long request, List<Long> ignored) -> request;
      default -> throw new IllegalStateException();
    };
  }

  private List<String> answer() {
    return switch (requests.removeFirst()) {
      case FollowEffect.FetchBlocks(long request, long first, int count) -> {
        List<SealedBlock> blocks = new ArrayList<>();
        for (long n = first; n < first + count && source.containsKey(n); n++) {
          blocks.add(block(n));
        }
        yield blocks.isEmpty()
            ? step(new FollowInput.FetchFailed(request, FetchFailure.NOT_FOUND))
            : step(new FollowInput.BlocksFetched(request, blocks));
      }
      case FollowEffect.FetchLinks(long request, List<Long> numbers) ->
          step(
              new FollowInput.LinksFetched(
                  request, numbers.stream().filter(source::containsKey).map(this::link).toList()));
      default -> throw new IllegalStateException();
    };
  }

  private List<String> step(FollowInput input) {
    List<FollowEffect> effects = new ArrayList<>();
    machine.step(nowNanos, input, effects::add);
    return effects.stream().map(this::carryOut).toList();
  }

  private String carryOut(FollowEffect effect) {
    return switch (effect) {
      case FollowEffect.FetchBlocks(long ignored, long first, int count) -> {
        requests.addLast(effect);
        yield "fetch blocks " + first + ".." + (first + count - 1);
      }
      case FollowEffect.FetchLinks(long ignored, List<Long> numbers) -> {
        requests.addLast(effect);
        yield "fetch headers " + numbers;
      }
      case FollowEffect.AppendBlocks(List<SealedBlock> blocks) -> {
        require(log.appendAll(blocks) instanceof AppendResult.Appended);
        yield "append " + names(blocks.stream().map(block -> block.seal().ref()).toList());
      }
      case FollowEffect.RewindLog(BlockRef to) -> {
        require(log.rewind(to) instanceof RewindResult.Rewound);
        yield "cut log to " + name(to);
      }
      case FollowEffect.HistoryChanged(HistoryChange change) -> describe(change);
      case FollowEffect.LocalSafeChanged(BlockRef block) -> "local-safe " + name(block);
      case FollowEffect.HistoryReady() -> "ready";
      case FollowEffect.Halted(Halt halt) -> "halted " + describe(halt);
    };
  }

  private static String describe(HistoryChange change) {
    return switch (change) {
      case HistoryChange.Extended(List<BlockRef> blocks) -> "extended by " + names(blocks);
      case HistoryChange.Rewound(BlockRef to, List<BlockRef> undone) ->
          "rewound to " + name(to) + ", undone " + names(undone);
      case HistoryChange.Finalized(BlockRef block) -> "finalized " + name(block);
    };
  }

  private static String describe(Halt halt) {
    return halt.code().text() + " at " + name(halt.block().ref());
  }

  private String describeState() {
    FollowSnapshot snapshot = machine.snapshot();
    String state =
        switch (snapshot.state()) {
          case FollowState.AwaitingSource() -> "awaiting source";
          case FollowState.LocatingStart() -> "locating start";
          case FollowState.BackFilling(long first, long next, long target) ->
              "back-filling from " + first + ", next " + next + " of " + target;
          case FollowState.Live(long behind) -> "live, " + behind + " behind";
          case FollowState.SearchingAncestor() -> "searching ancestor";
          case FollowState.Halted(Halt halt) -> "halted " + describe(halt);
        };
    StringBuilder text = new StringBuilder(state);
    text.append("; tip ").append(log.view().tip().map(tip -> name(tip.ref())).orElse("none"));
    snapshot.confirmed().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            text.append(", ").append(entry.getKey()).append(' ').append(name(entry.getValue())));
    snapshot.awaited().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            text.append(", awaits ")
                .append(entry.getKey())
                .append(' ')
                .append(name(entry.getValue().ref())));
    if (snapshot.failures() > 0) {
      text.append(", failures ").append(snapshot.failures());
    }
    return text.append(", reorgs ").append(snapshot.undone().size()).toString();
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new InvariantViolation("the log refused what the machine had checked");
    }
  }

  private BlockLink link(long number) {
    SealedBlock block = block(number);
    return new BlockLink(block.seal().ref(), block.seal().parentHash(), block.seal().timestamp());
  }

  private SealedBlock block(long number) {
    BlockSeal seal =
        new BlockSeal(
            ref(number), ref(number - 1).hash(), 1000 + 2 * number, 0, Hash32.ZERO, Hash32.ZERO);
    return new SealedBlock(seal, HashList.EMPTY, List.of());
  }

  private BlockRef ref(long number) {
    return new BlockRef(number, new Hash32(source.getOrDefault(number, '-'), 0, 0, number));
  }

  private static String names(List<BlockRef> refs) {
    return refs.size() == 1
        ? name(refs.getFirst())
        : name(refs.getFirst()) + ".." + name(refs.getLast());
  }

  private static String name(BlockRef ref) {
    return (char) ref.hash().w0() + Long.toString(ref.number());
  }
}
