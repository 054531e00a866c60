package dev.fairlead.xcmp.para;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import dev.fairlead.xcmp.relaychain.Validator;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Paras with demo ledgers on one relay chain of four validators in one group. Every account is
 * named by a small number and begins with 1,000 tokens on its own para.
 */
final class ParaBed {
  static final ParaId P1 = new ParaId(1000);
  static final ParaId P2 = new ParaId(2000);
  static final ParaId P3 = new ParaId(3000);
  static final Hash32 ALICE = Hash32.ofNumber(0xa);
  static final Hash32 BOB = Hash32.ofNumber(0xb);
  static final long BALANCE = 1_000;
  static final ChannelLimits LIMITS = new ChannelLimits(8, 1 << 20, 1 << 18);

  private static final SortedSet<Integer> EVERYBODY = new TreeSet<>(List.of(0, 1, 2, 3));

  final RelaySettings settings;
  final ParaSettings paraSettings;
  final Map<ParaId, Node> nodes = new TreeMap<>();
  final List<RelayEvent> events = new ArrayList<>();
  RelayState relay;
  private int salt;

  /** One para with one collator that hears everything that is sent to it. */
  static final class Node {
    final ParaChain chain;
    final MessagePool pool;
    final Collator collator;

    Node(ParaId para, ParaSettings settings) {
      this.chain = new ParaChain(para, genesis());
      this.pool = new MessagePool(para);
      this.collator = new Collator(chain, pool, new TokenLedger(), settings);
    }
  }

  ParaBed(RelaySettings settings, ParaSettings paraSettings, ParaId... paras) {
    this.settings = settings;
    this.paraSettings = paraSettings;
    SortedMap<ParaId, ParaRecord> records = new TreeMap<>();
    for (ParaId para : paras) {
      Node node = new Node(para, paraSettings);
      nodes.put(para, node);
      Hash32 head = genesis().head();
      records.put(para, ParaRecord.registered(ParaKind.CHAIN, head, 10_000));
    }
    BlockRef genesis = new BlockRef(100, Hash32.ofNumber(100));
    RelayBlock.NextSession session = session();
    relay = RelayState.genesis(settings, genesis, session.begin(0, 101), records, 1_000);
  }

  static ParaBed of(ParaId... paras) {
    return new ParaBed(RelaySettings.STANDARD, ParaSettings.STANDARD, paras);
  }

  private static BlockOutcome genesis() {
    return BlockOutcome.genesis(TokenLedger.genesis(new TreeMap<>(Map.of(ALICE, BALANCE))));
  }

  private RelayBlock.NextSession session() {
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      validators.add(new Validator(Hash32.ofNumber(i), Bytes.EMPTY, List.of()));
    }
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    nodes.keySet().forEach(para -> cores.put(para, 0));
    return new RelayBlock.NextSession(validators, List.of(List.of(0, 1, 2, 3)), cores, Hash32.ZERO);
  }

  /** Opens channels and lets a session pass. */
  ParaBed open(ChannelLimits limits, ChannelId... channels) {
    List<RelayCall> calls = new ArrayList<>();
    for (ChannelId channel : channels) {
      calls.add(new RelayCall.InitOpen(channel.sender(), channel.recipient(), limits, 1));
      calls.add(new RelayCall.AcceptOpen(channel.recipient(), channel.sender(), limits));
    }
    mine(List.of(), calls, true);
    for (ChannelId channel : channels) {
      assertThat(relay.channel(channel)).isPresent();
    }
    return this;
  }

  /** Mines a block with candidates; what is in flight becomes available in it. */
  ParaBed mine(Collation.Built... built) {
    return mine(List.of(built), List.of(), false);
  }

  ParaBed mine(List<Collation.Built> built, List<RelayCall> calls, boolean isSessionEnd) {
    return back(built.stream().map(Collation.Built::candidate).toList(), calls, isSessionEnd);
  }

  /** The same for candidates that nobody has checked. */
  ParaBed back(List<Candidate> candidates, List<RelayCall> calls, boolean isSessionEnd) {
    SortedMap<Hash32, SortedSet<Integer>> available = new TreeMap<>();
    for (ParaId para : relay.paras()) {
      for (InFlight one : relay.inFlight(para)) {
        available.put(one.hash(), EVERYBODY);
      }
    }
    List<RelayBlock.Backed> backed = new ArrayList<>();
    candidates.forEach(one -> backed.add(new RelayBlock.Backed(one, EVERYBODY)));
    long number = relay.number() + 1;
    BlockRef ref = new BlockRef(number, Hash32.ofNumber((number << 16) + salt));
    Optional<RelayBlock.NextSession> next =
        isSessionEnd ? Optional.of(session()) : Optional.empty();
    apply(
        new RelayBlock(
            ref, relay.ref().hash(), available, backed, calls, List.of(), new TreeMap<>(), next));
    return this;
  }

  private void apply(RelayBlock block) {
    RelayTransition.Outcome outcome = RelayTransition.apply(relay, block);
    relay = outcome.state();
    events.addAll(outcome.events());
  }

  /** Goes on from an earlier state, with other block hashes. */
  ParaBed fork(RelayState from) {
    relay = from;
    salt++;
    return this;
  }

  Node node(ParaId para) {
    return nodes.get(para);
  }

  /** Builds on the relay state at hand and on the newest block of the para, as far as may be. */
  Collation tryBuild(ParaId para, Optional<Watermark> cut, LedgerEntry... transactions) {
    ParaChain chain = node(para).chain;
    Hash32 parent = chain.newest(relay).orElseThrow().head();
    List<Bytes> encoded = new ArrayList<>();
    for (LedgerEntry one : transactions) {
      encoded.add(one.encode());
    }
    return node(para).collator.build(new Collator.Order(relay, parent, encoded, cut));
  }

  /** The same, checked by a validator; the block is kept and its messages are handed out. */
  Collation.Built build(ParaId para, LedgerEntry... transactions) {
    return accept((Collation.Built) tryBuild(para, Optional.empty(), transactions));
  }

  Collation.Built buildUpTo(Watermark cut, ParaId para) {
    return accept((Collation.Built) tryBuild(para, Optional.of(cut)));
  }

  Collation.Built accept(Collation.Built built) {
    assertThat(judge(built)).isInstanceOf(PovVerdict.Valid.class);
    node(built.candidate().para()).chain.add(built.outcome());
    for (PovVerdict.Sent sent : built.outcome().sent()) {
      node(sent.message().channel().recipient()).pool.add(sent);
    }
    return built;
  }

  PovVerdict judge(Collation.Built built) {
    return judge(built.candidate(), built.pov());
  }

  PovVerdict judge(Candidate candidate, Bytes pov) {
    RelayClaim claim = RelayClaim.of(relay, candidate.para());
    return new PovCheck(new TokenLedger(), paraSettings).judge(candidate, pov, claim);
  }

  /** State of a para after the block that the relay chain includes. */
  ParaStorage included(ParaId para) {
    return ParaStorage.of(para, node(para).chain.included(relay).orElseThrow().state());
  }

  long balance(ParaId para, Hash32 account) {
    try {
      return TokenLedger.balance(included(para), account);
    } catch (WitnessMissing e) {
      throw new AssertionError(e);
    }
  }

  static LedgerEntry transfer(ParaId to, long amount) {
    return new LedgerEntry.Transfer(ALICE, to, BOB, amount);
  }
}
