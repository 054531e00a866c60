package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayChain;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** The relay chain of a script with its forks, the block that is built on, and the next one. */
final class RelayPlay {
  private final Names names;
  private final EventSentences sentences;
  private final RelayChain chain;
  private final BiConsumer<RelayState, RelayTransition.Outcome> observer;
  private final Map<ParaId, Integer> available = new HashMap<>();
  private SessionPlan plan;
  private OptionalInt availableOfAll = OptionalInt.empty();
  private RelayState tip;
  private PreparedBlock prepared = new PreparedBlock();
  private int blocksMade;

  RelayPlay(
      Names names,
      RelayState genesis,
      SessionPlan plan,
      BiConsumer<RelayState, RelayTransition.Outcome> observer) {
    this.observer = observer;
    this.names = names;
    this.sentences = new EventSentences(names);
    this.chain = new RelayChain(genesis, CommandParser.BLOCKS_MAX + 1);
    this.tip = genesis;
    this.plan = plan;
  }

  /** The state that the next block is built on. */
  RelayState tip() {
    return tip;
  }

  RelayChain chain() {
    return chain;
  }

  PreparedBlock prepared() {
    return prepared;
  }

  /** The state after a named block. */
  RelayState state(Words.Word block) throws ScriptException {
    return names
        .hash(block.text())
        .flatMap(chain::state)
        .orElseThrow(() -> Words.unexpected(block, "a block that is known and not dropped"));
  }

  void setAvailable(Optional<ParaId> para, OptionalInt validators) {
    if (para.isEmpty()) {
      available.clear();
      availableOfAll = validators;
    } else if (validators.isPresent()) {
      available.put(para.get(), validators.getAsInt());
    } else {
      available.put(para.get(), CommandParser.VALIDATORS_MAX);
    }
  }

  /** The session that begins after the next block. */
  void endSession(SessionPlan next) {
    plan = next;
    prepared.endSession();
  }

  SessionPlan plan() {
    return plan;
  }

  /** Makes blocks one after the other; the first holds what is prepared. */
  List<Fact> mine(int count, Words.Word at) throws ScriptException {
    List<Fact> facts = new ArrayList<>();
    List<String> quiet = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Fact> more = mineOne(at);
      if (more.isEmpty()) {
        quiet.add(names.name(tip.ref().hash()));
      } else {
        addQuiet(quiet, facts);
        facts.addAll(more);
      }
    }
    addQuiet(quiet, facts);
    return facts;
  }

  private static void addQuiet(List<String> quiet, List<Fact> facts) {
    if (!quiet.isEmpty()) {
      String first = quiet.getFirst();
      String last = quiet.getLast();
      facts.add(
          Fact.of(
                  "Nothing",
                  first.equals(last) ? first + "  nothing" : first + " to " + last + "  nothing")
              .with("first", first)
              .with("last", last));
      quiet.clear();
    }
  }

  private List<Fact> mineOne(Words.Word at) throws ScriptException {
    if (++blocksMade > CommandParser.BLOCKS_MAX) {
      throw at.error("expected at most " + CommandParser.BLOCKS_MAX + " relay blocks in a script");
    }
    long number = tip.number() + 1;
    BlockRef ref = new BlockRef(number, names.newBlock(number));
    Optional<RelayBlock.NextSession> next =
        prepared.isSessionEnding() ? Optional.of(plan.session(chains())) : Optional.empty();
    RelayBlock block = prepared.seal(ref, tip.ref().hash(), chunks(), next);
    prepared = new PreparedBlock();
    RelayChain.Import result = chain.add(block);
    String name = names.name(ref.hash());
    return switch (result) {
      case RelayChain.Import.Done(RelayTransition.Outcome outcome, List<HistoryChange> changes) -> {
        List<Fact> facts = new ArrayList<>();
        outcome.events().forEach(event -> facts.add(sentences.fact(event).inBlock(name)));
        facts.addAll(moves(changes, name));
        observer.accept(tip, outcome);
        tip = chain.isExcluded(ref.hash()) ? chain.head() : outcome.state();
        yield facts;
      }
      case RelayChain.Import.Refused(RelayChain.Refusal cause)
          when cause == RelayChain.Refusal.EXCLUDED ->
          List.of(
              Fact.of("BlockRefused", "refused, AM6: it stands on a block that a dispute excludes")
                  .inBlock(name));
      case RelayChain.Import.Refused(RelayChain.Refusal cause) ->
          throw at.error("block " + name + " cannot be added: " + EventSentences.word(cause));
    };
  }

  private SortedSet<ParaId> chains() {
    SortedSet<ParaId> chains = new TreeSet<>();
    for (ParaId para : tip.paras()) {
      if (tip.para(para).orElseThrow().kind() == ParaKind.CHAIN) {
        chains.add(para);
      }
    }
    return chains;
  }

  /** Who signs for chunks of the candidates in flight. */
  private SortedMap<Hash32, SortedSet<Integer>> chunks() {
    SortedMap<Hash32, SortedSet<Integer>> chunks = new TreeMap<>();
    int validators = tip.session().validators().size();
    for (ParaId para : tip.paras()) {
      int wanted = available.getOrDefault(para, availableOfAll.orElse(validators));
      SortedSet<Integer> signing = first(Math.min(wanted, validators));
      for (InFlight one : tip.inFlight(para)) {
        if (!signing.isEmpty()) {
          chunks.put(one.hash(), signing);
        }
      }
    }
    return chunks;
  }

  static SortedSet<Integer> first(int count) {
    return new TreeSet<>(IntStream.range(0, count).boxed().toList());
  }

  private List<Fact> moves(List<HistoryChange> changes, String block) {
    List<Fact> facts = new ArrayList<>();
    for (HistoryChange change : changes) {
      if (change instanceof HistoryChange.Rewound(BlockRef _, List<BlockRef> undone)) {
        String from = names.name(undone.getLast().hash());
        String to = names.name(chain.head().ref().hash());
        facts.add(
            Fact.of("HeadMoved", "the head moves from %s to %s".formatted(from, to))
                .with("from", from)
                .with("to", to)
                .inBlock(block));
      }
    }
    return facts;
  }

  /** Goes on from an earlier block; what was prepared is forgotten. */
  List<Fact> fork(Words.Word block) throws ScriptException {
    tip = state(block);
    prepared = new PreparedBlock();
    String name = names.name(tip.ref().hash());
    return List.of(Fact.of("Forked", "the next block follows " + name).with("on", name));
  }

  /** Makes a block final. */
  List<Fact> finalizeAt(Words.Word block) throws ScriptException {
    Hash32 hash = state(block).ref().hash();
    if (chain.isExcluded(hash)) {
      throw block.error("expected a block that no dispute excludes, got " + block.excerpt());
    }
    List<Fact> facts = new ArrayList<>();
    String name = names.name(hash);
    List<HistoryChange> changes = chain.finalizeAt(hash);
    facts.add(Fact.of("Finalized", name + " is final").with("block", name));
    facts.addAll(moves(changes, name));
    if (chain.state(tip.ref().hash()).isEmpty()) {
      tip = chain.head();
      prepared = new PreparedBlock();
      String head = names.name(tip.ref().hash());
      facts.add(
          Fact.of("Forked", "the fork is gone; the next block follows " + head).with("on", head));
    }
    return facts;
  }
}
