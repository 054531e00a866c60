package dev.fairlead.simulator.relay;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.BodyPost;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelayChain;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The relay chain of a virtual world. Authors know at once what validators say; every slot brings
 * one block, or none in a stall, or a fork that overtakes the head. The transition is the real one
 * and runs once per block, whoever imports it. Owned by one thread.
 */
public final class RelayWorld {
  private static final long GENESIS = 1;
  private static final int BLOCKS_MAX = 4_096;
  private static final long DEPOSITS = 1L << 40;

  private final RelayPlan plan;
  private final RelaySchedule schedule;
  private final RandomGenerator random;
  private final RelayChain chain;
  private final StatementPool pool = new StatementPool();
  private final List<BodyPost> posts = new ArrayList<>();
  private long slot;

  /** Begins a chain; the generator draws the groups of each session. */
  public RelayWorld(RelayPlan plan, RelaySchedule schedule, RandomGenerator random) {
    this.plan = plan;
    this.schedule = schedule;
    this.random = random;
    SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
    plan.genesisHeads()
        .forEach(
            (para, head) -> paras.put(para, ParaRecord.registered(kind(para), head, DEPOSITS)));
    BlockRef genesis = new BlockRef(GENESIS, hash(Hash32.ZERO, 0));
    this.chain =
        new RelayChain(
            RelayState.genesis(
                plan.settings(), genesis, session().begin(0, GENESIS + 1), paras, DEPOSITS),
            BLOCKS_MAX);
  }

  /** The chain, for reading. */
  public RelayChain chain() {
    return chain;
  }

  /** How many slots have passed. */
  public long slot() {
    return slot;
  }

  /** A validator signs that a candidate, named by its hash, is good. */
  public void valid(Hash32 name, Candidate candidate, int validator) {
    pool.valid(name, candidate, validator);
  }

  /** A validator signs that it holds its chunk of a candidate, named by its hash. */
  public void available(Hash32 name, Candidate candidate, int validator) {
    pool.available(name, candidate, validator);
  }

  /** Somebody posts a body; the next block takes it or refuses it. */
  public void post(BodyPost post) {
    posts.add(post);
  }

  /** The blocks of the next slot, in the order in which they become known. */
  public List<ImportedBlock> nextSlot() {
    slot++;
    if (schedule.isStalled(slot)) {
      return List.of();
    }
    List<ImportedBlock> blocks = new ArrayList<>();
    RelayState parent = chain.head();
    if (schedule.isForkDue(slot) && parent.number() - GENESIS > schedule.forkDepth() + 1L) {
      parent = ancestor(schedule.forkDepth());
      for (int i = 0; i < schedule.forkDepth(); i++) {
        blocks.add(extend(parent));
        parent = blocks.getLast().state();
      }
    }
    blocks.add(extend(parent));
    return blocks;
  }

  private RelayState ancestor(int depth) {
    return chain.at(chain.head().number() - depth).flatMap(ref -> chain.state(ref.hash())).get();
  }

  /** Makes the next block final that is due; absent if none is. */
  public Optional<BlockRef> nextFinal() {
    long number = chain.head().number() - schedule.finalityLag();
    if (number <= chain.finalized().number()) {
      return Optional.empty();
    }
    BlockRef next = chain.at(number).orElseThrow();
    chain.finalizeAt(next.hash());
    pool.forgetBefore(number - plan.settings().candidates().relayParentsMax());
    return Optional.of(next);
  }

  private ImportedBlock extend(RelayState parent) {
    long number = parent.number() + 1;
    boolean isOpening = number == GENESIS + 1;
    int length = schedule.sessionBlocks();
    boolean isSessionEnd = isOpening || (length > 0 && number % length == 0);
    RelayBlock block =
        new RelayBlock(
            new BlockRef(number, hash(parent.ref().hash(), slot)),
            parent.ref().hash(),
            pool.available(parent, plan.isAvailabilityAssumed()),
            pool.backed(parent),
            isOpening ? openings() : List.of(),
            List.copyOf(posts),
            new TreeMap<>(),
            isSessionEnd ? Optional.of(session()) : Optional.empty());
    posts.clear();
    return switch (chain.add(block)) {
      case RelayChain.Import.Done(var outcome, var _) ->
          new ImportedBlock(
              outcome.state(),
              parent.ref().hash(),
              outcome.events(),
              chain.head().ref().equals(block.ref()));
      case RelayChain.Import.Refused(var cause) ->
          throw new IllegalStateException("own block " + block.ref() + " is refused: " + cause);
    };
  }

  private List<RelayCall> openings() {
    List<RelayCall> calls = new ArrayList<>();
    for (ChannelId channel : plan.channels()) {
      calls.add(new RelayCall.InitOpen(channel.sender(), channel.recipient(), plan.limits(), 1));
      calls.add(new RelayCall.AcceptOpen(channel.recipient(), channel.sender(), plan.limits()));
    }
    return calls;
  }

  /** Validators in groups drawn anew; paras have cores in turn. */
  private RelayBlock.NextSession session() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < plan.validators().size(); i++) {
      order.add(random.nextInt(i + 1), i);
    }
    List<List<Integer>> groups = new ArrayList<>();
    for (int from = 0; from < order.size(); from += plan.groupSize()) {
      groups.add(List.copyOf(order.subList(from, Math.min(from + plan.groupSize(), order.size()))));
    }
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    for (ParaId para : plan.genesisHeads().keySet()) {
      if (kind(para) == ParaKind.CHAIN) {
        cores.put(para, cores.size() % groups.size());
      }
    }
    Hash32 seed =
        new Hash32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    return new RelayBlock.NextSession(plan.validators(), groups, cores, seed);
  }

  private ParaKind kind(ParaId para) {
    return plan.threads().contains(para) ? ParaKind.THREAD : ParaKind.CHAIN;
  }

  private static Hash32 hash(Hash32 parent, long slot) {
    byte[] encoded = new byte[Hash32.SIZE + Long.BYTES];
    parent.write(encoded, 0);
    for (int i = 0; i < Long.BYTES; i++) {
      encoded[Hash32.SIZE + i] = (byte) (slot >>> (8 * i));
    }
    return Blake2b256.hash(Bytes.of(encoded));
  }
}
