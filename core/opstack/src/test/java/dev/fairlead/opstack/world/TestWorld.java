package dev.fairlead.opstack.world;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.AppendResult;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.InMemoryMessageLog;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.dependency.Activation;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.rules.MessageRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chains named by capital letters (A is 901, B is 902, …), their rules and logs. Block n of a chain
 * has timestamp {@code 1000 + n * blockTime}.
 *
 * <p>Notation of a block: {@code A3}, or {@code A3b} on branch b (branch a is not written). Its
 * logs are words: {@code -} is a plain log, {@code -x} a plain log with other content; {@code B2.0}
 * executes the message at log 0 of block 2 of B, {@code B2.0-x} expects content x there, {@code
 * B2.0@1003} claims another timestamp, {@code B2.0!} has a wrong checksum.
 */
public final class TestWorld {
  /** Timestamp of every chain's block 0. */
  public static final long GENESIS = 1000;

  private static final Pattern REFERENCE =
      Pattern.compile("([A-Z])(\\d+)\\.(\\d+)(-\\w+)?(@\\d+)?(!)?");
  private static final Pattern CHAIN = Pattern.compile("([A-Z])/(\\d+)(=[A-Z]*)?");

  private final TreeMap<ChainId, ChainRules> rules = new TreeMap<>();
  private final TreeMap<ChainId, List<ChainId>> accepts = new TreeMap<>();
  private final TreeMap<ChainId, InMemoryMessageLog> logs = new TreeMap<>();
  private final long windowSeconds;
  private final long activation;
  private final List<String> chainWords;

  /**
   * Takes chains as {@code A/2}, with their block time, or {@code A/2=AB}, with the sources that
   * they accept besides.
   */
  public TestWorld(long windowSeconds, long activation, List<String> chains) {
    this.windowSeconds = windowSeconds;
    this.activation = activation;
    this.chainWords = List.copyOf(chains);
    for (String word : chains) {
      Matcher parts = match(CHAIN, word);
      ChainId id = chain(parts.group(1).charAt(0));
      rules.put(id, new ChainRules(new Activation.At(activation), Long.parseLong(parts.group(2))));
      logs.put(id, new InMemoryMessageLog());
    }
    for (String word : chains) {
      Matcher parts = match(CHAIN, word);
      List<ChainId> sources = new ArrayList<>();
      if (parts.group(3) == null) {
        sources.addAll(rules.keySet());
      } else {
        parts.group(3).substring(1).chars().forEach(letter -> sources.add(chain((char) letter)));
      }
      accepts.put(chain(parts.group(1).charAt(0)), sources);
    }
  }

  /** The chain with that letter. */
  public static ChainId chain(char letter) {
    return ChainId.of(901 + letter - 'A');
  }

  /** The letter of a chain. */
  public static char letter(ChainId chain) {
    return (char) ('A' + chain.lowLong() - 901);
  }

  /** All chains. */
  public SortedSet<ChainId> chains() {
    return new TreeSet<>(rules.keySet());
  }

  /** The rules of this world. */
  public MessageRules rules() {
    try {
      return new MessageRules(
          DependencySet.directed(accepts, new ExpiryWindow(windowSeconds)), rules);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The log of a chain. */
  public InMemoryMessageLog log(ChainId chain) {
    InMemoryMessageLog log = logs.get(chain);
    if (log == null) {
      throw new IllegalArgumentException("no chain " + chain);
    }
    return log;
  }

  /** The log of a chain as it is now. */
  public LogView view(ChainId chain) {
    return log(chain).view();
  }

  /** Timestamp of a block. */
  public long timestamp(ChainId chain, long number) {
    return GENESIS + number * rules.get(chain).blockTimeSeconds();
  }

  /** A block on the log's tip, or the first one. */
  public SealedBlock block(ChainId chain, long number, char branch, List<String> words) {
    Hash32 parent =
        view(chain).seal(number - 1) instanceof SealLookup.Found(BlockSeal seal)
            ? seal.hash()
            : Hash32.ZERO;
    List<MessageReference> references = new ArrayList<>();
    HashList.Builder hashes = new HashList.Builder(words.size());
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      hashes.add(content(chain, number, i, word));
      if (!word.startsWith("-")) {
        references.add(reference(i, word));
      }
    }
    BlockRef ref = new BlockRef(number, new Hash32(branch, letter(chain), 0, number));
    Hash32 stateRoot = new Hash32('s', branch, letter(chain), number);
    Hash32 outboxRoot = new Hash32('o', branch, letter(chain), number);
    return new SealedBlock(
        new BlockSeal(ref, parent, timestamp(chain, number), words.size(), stateRoot, outboxRoot),
        hashes.build(),
        references);
  }

  /** A change of a chain's log, made and to be told. */
  public record Change(ChainId chain, HistoryChange change) {}

  /** Appends a block, or a range of equal ones; without words, each has one plain log. */
  public Change append(BlockName name, List<String> words) {
    List<BlockRef> refs = new ArrayList<>();
    for (long number = name.first(); number <= name.last(); number++) {
      SealedBlock block =
          block(name.chain(), number, name.branch(), words.isEmpty() ? List.of("-") : words);
      if (!(log(name.chain()).append(block) instanceof AppendResult.Appended)) {
        throw new IllegalArgumentException("does not connect: " + name);
      }
      refs.add(block.seal().ref());
    }
    return new Change(name.chain(), new HistoryChange.Extended(refs));
  }

  /** The same chains without a block. */
  public TestWorld withoutBlocks() {
    return new TestWorld(windowSeconds, activation, chainWords);
  }

  /** Appends the next block that the same chain has in another world; none if it has no more. */
  public Optional<Change> appendNextOf(TestWorld other, ChainId chain) {
    long next = view(chain).tip().map(BlockSeal::number).orElse(-1L) + 1;
    if (other.view(chain).block(next) instanceof BlockLookup.Found(SealedBlock block)) {
      log(chain).append(block);
      return Optional.of(
          new Change(chain, new HistoryChange.Extended(List.of(block.seal().ref()))));
    }
    return Optional.empty();
  }

  /** Cuts the log of a chain. */
  public Change rewind(BlockName to) {
    List<BlockRef> undone = new ArrayList<>();
    long tip = view(to.chain()).tip().orElseThrow().number();
    for (long number = to.first() + 1; number <= tip; number++) {
      undone.add(stored(to.chain(), number));
    }
    BlockRef target = stored(to.chain(), to.first());
    log(to.chain()).rewind(target);
    return new Change(to.chain(), new HistoryChange.Rewound(target, undone));
  }

  /** The stored block at a height. */
  public BlockRef stored(ChainId chain, long number) {
    if (view(chain).seal(number) instanceof SealLookup.Found(BlockSeal seal)) {
      return seal.ref();
    }
    throw new IllegalArgumentException("not stored: " + letter(chain) + number);
  }

  private MessageReference reference(int logIndex, String word) {
    Matcher parts = match(REFERENCE, word);
    ChainId source = chain(parts.group(1).charAt(0));
    LogPosition position =
        new LogPosition(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    long timestamp =
        parts.group(5) != null
            ? Long.parseLong(parts.group(5).substring(1))
            : rules.containsKey(source) ? timestamp(source, position.blockNumber()) : GENESIS;
    String expected = parts.group(4) == null ? "-" : parts.group(4);
    Hash32 content = content(source, position.blockNumber(), (int) position.logIndex(), expected);
    Hash32 checksum =
        parts.group(6) == null
            ? MessageHashes.checksum(source, position, timestamp, content)
            : Hash32.ZERO;
    return new MessageReference(logIndex, source, position, timestamp, checksum);
  }

  /** What a log says. Executing messages say nothing that another message could name by default. */
  private static Hash32 content(ChainId chain, long number, int index, String word) {
    String said = word.startsWith("-") ? word : "-";
    return new Hash32(letter(chain), number, index, said.hashCode());
  }

  private static Matcher match(Pattern pattern, String word) {
    Matcher matcher = pattern.matcher(word);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not in the notation: " + word);
    }
    return matcher;
  }

  /** The notation of a block: chain, height, branch unless it is a. */
  public static String name(ChainId chain, BlockRef ref) {
    char branch = (char) ref.hash().w0();
    return "" + letter(chain) + ref.number() + (branch == 'a' ? "" : branch);
  }
}
