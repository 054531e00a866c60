package dev.fairlead.simulator.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.BlockOutcome;
import dev.fairlead.xcmp.para.Collation;
import dev.fairlead.xcmp.para.Collator;
import dev.fairlead.xcmp.para.MessagePool;
import dev.fairlead.xcmp.para.ParaChain;
import dev.fairlead.xcmp.para.ParaSettings;
import dev.fairlead.xcmp.para.PovCheck;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.para.RelayClaim;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The paras of a virtual world. Blocks are built and checked by the code that nodes run; what a
 * para's own nodes tell each other they know at once. Results that depend on their input alone are
 * computed once for all nodes, unless that is switched off. Owned by one thread.
 */
public final class ParaWorld {
  private static final long BALANCE = 1_000_000_000;

  private final List<ParaId> paras;
  private final Traffic traffic;
  private final ParaSettings settings;
  private final boolean isCaching;
  private final PovCheck check;
  private final CandidateNames names;
  private final SortedMap<ParaId, ParaChain> chains = new TreeMap<>();
  private final Map<Hash32, KnownBlock> known = new HashMap<>(); // by candidate
  private final Map<Hash32, Judged> verdicts = new HashMap<>(); // by candidate
  private final Map<Order, Collation> collations = new HashMap<>();

  private record Order(ParaId para, Hash32 relayParent, Hash32 parentHead, Watermark cut) {}

  private record Judged(Bytes pov, PovVerdict verdict) {}

  /** Paras without blocks; {@code isCaching} changes the time that a run takes, nothing else. */
  public ParaWorld(
      List<ParaId> paras,
      Traffic traffic,
      ParaSettings settings,
      Hash32 relayGenesis,
      boolean isCaching) {
    this.paras = List.copyOf(paras);
    this.traffic = traffic;
    this.settings = settings;
    this.isCaching = isCaching;
    this.names = new CandidateNames(relayGenesis, isCaching);
    this.check = new PovCheck(new TokenLedger(), settings);
    paras.forEach(para -> chains.put(para, new ParaChain(para, genesis())));
  }

  private static BlockOutcome genesis() {
    return BlockOutcome.genesis(TokenLedger.genesis(new TreeMap<>(Map.of(Traffic.PAYER, BALANCE))));
  }

  /** All paras. */
  public List<ParaId> paras() {
    return paras;
  }

  /** Heads with which the paras begin. */
  public SortedMap<ParaId, Hash32> genesisHeads() {
    SortedMap<ParaId, Hash32> heads = new TreeMap<>();
    paras.forEach(para -> heads.put(para, genesis().head()));
    return heads;
  }

  /** Tokens of all paras together (AM14). */
  public long supply() {
    return BALANCE * paras.size();
  }

  /** The blocks of a para, for reading. */
  public ParaChain chain(ParaId para) {
    return java.util.Objects.requireNonNull(chains.get(para));
  }

  /** Whether results that depend on their input alone are computed once. */
  public boolean isCaching() {
    return isCaching;
  }

  /** The hash of a candidate. */
  public Hash32 name(Candidate candidate) {
    return names.of(candidate);
  }

  /** A block by its candidate, while it is kept. */
  public Optional<KnownBlock> block(Hash32 candidate) {
    return Optional.ofNullable(known.get(candidate));
  }

  /**
   * Builds a block on the newest one that the relay parent knows.
   *
   * @param cut position up to which to act; absent = as far as the pool goes
   * @param pool what the builder holds
   */
  public Collation build(
      ParaId para, RelayState relayParent, Optional<Watermark> cut, MessagePool pool) {
    Optional<BlockOutcome> parent = chain(para).newest(relayParent);
    if (parent.isEmpty()) {
      return new Collation.ParentUnknown(Hash32.ZERO);
    }
    Hash32 head = parent.get().head();
    Order order = new Order(para, relayParent.ref().hash(), head, cut.orElse(Watermark.START));
    Collation cached = collations.get(order);
    if (isCaching && cut.isPresent() && cached != null) {
      return cached;
    }
    List<Bytes> transactions =
        traffic.transactions(paras, para, parent.get().header().number() + 1, relayParent.number());
    Collation collation =
        new Collator(chain(para), pool, new TokenLedger(), settings)
            .build(new Collator.Order(relayParent, head, transactions, cut));
    if (collation instanceof Collation.Built built) {
      remember(built);
      if (isCaching) {
        collations.put(order, built);
      }
    }
    return collation;
  }

  private void remember(Collation.Built built) {
    Candidate candidate = built.candidate();
    Hash32 hash = name(candidate);
    chain(candidate.para()).add(built.outcome());
    known.put(hash, new KnownBlock(candidate, built.outcome(), built.consumed()));
  }

  /** Judges a candidate, named by its hash, as its backers do. */
  public PovVerdict judge(Hash32 hash, Candidate candidate, Bytes pov, RelayState relayParent) {
    Judged known = verdicts.get(hash);
    if (isCaching && known != null && known.pov().equals(pov)) {
      return known.verdict();
    }
    PovVerdict verdict = check.judge(candidate, pov, RelayClaim.of(relayParent, candidate.para()));
    if (isCaching && verdict instanceof PovVerdict.Valid) {
      verdicts.put(hash, new Judged(pov, verdict));
    }
    return verdict;
  }

  /** Forgets what a final relay block leaves behind, results for blocks before it included. */
  public void finalized(RelayState relay) {
    for (ParaChain chain : chains.values()) {
      chain.included(relay).ifPresent(chain::finalized);
    }
    long oldest = relay.number() - relay.settings().candidates().relayParentsMax();
    known.values().removeIf(one -> isBefore(one.candidate(), oldest - FORGET_BLOCKS));
    verdicts.keySet().retainAll(known.keySet());
    collations
        .values()
        .removeIf(
            one -> one instanceof Collation.Built built && isBefore(built.candidate(), oldest));
  }

  // A candidate may be enacted so long after its relay parent: age, backing and availability.
  private static final int FORGET_BLOCKS = 16;

  private static boolean isBefore(Candidate candidate, long block) {
    return candidate.commitments().relayParentNumber() < block;
  }
}
