package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One relay block of 100 paras with ten outgoing channels each: it enacts 100 candidates that sent
 * on all 1,000 channels and acknowledge 1,000 entries, and takes 100 new candidates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RelayBlockBenchmark {
  private static final int PARAS = 100;
  private static final int CHANNELS = 10;
  private static final int VALIDATORS = 3 * PARAS;
  private static final SortedSet<Integer> ALL =
      new TreeSet<>(IntStream.range(0, VALIDATORS).boxed().toList());

  private RelayState before;
  private RelayBlock block;

  /** Opens the channels and sends on all of them once. */
  @Setup
  public void prepare() {
    RelayState genesis = genesis();
    Optional<RelayBlock.NextSession> next = Optional.of(session());
    RelayState opened =
        checked(genesis, block(genesis, new TreeMap<>(), List.of(), opening(), next));
    List<Candidate> first = candidates(opened, List.of(), CHANNELS, 1);
    RelayState backed = checked(opened, backing(opened, first));
    RelayState sent =
        checked(backed, block(backed, available(first), List.of(), List.of(), Optional.empty()));
    List<Candidate> second = candidates(sent, first, CHANNELS, 2);
    before = checked(sent, backing(sent, second));
    List<RelayBlock.Backed> third = backed(candidates(before, second, 0, 3));
    block = block(before, available(second), third, List.of(), Optional.empty());
    demandNoRefusal(RelayTransition.apply(before, block));
  }

  /** One block, with its storage root. */
  @Benchmark
  public Hash32 apply() {
    return RelayTransition.apply(before, block).state().storageRoot();
  }

  private static ParaId para(int index) {
    return new ParaId(1_000 + index % PARAS);
  }

  private static Hash32 hash(int one, int other) {
    return new Blake2b256().updateIntLittleEndian(one).updateIntLittleEndian(other).digest();
  }

  private static RelayBlock.NextSession session() {
    List<List<Integer>> groups = new ArrayList<>();
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    for (int i = 0; i < PARAS; i++) {
      groups.add(List.of(3 * i, 3 * i + 1, 3 * i + 2));
      cores.put(para(i), i);
    }
    Validator validator = new Validator(Hash32.ZERO, Bytes.EMPTY, List.of());
    return new RelayBlock.NextSession(
        Collections.nCopies(VALIDATORS, validator), groups, cores, Hash32.ZERO);
  }

  private static RelayState genesis() {
    SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
    for (int i = 0; i < PARAS; i++) {
      paras.put(para(i), ParaRecord.registered(ParaKind.CHAIN, hash(i, -1), 1_000_000));
    }
    BlockRef ref = new BlockRef(0, hash(0, -2));
    return RelayState.genesis(RelaySettings.STANDARD, ref, session().begin(0, 1), paras, 0);
  }

  private static List<RelayCall> opening() {
    ChannelLimits limits = new ChannelLimits(100, 1_000_000, 100_000);
    List<RelayCall> calls = new ArrayList<>();
    for (int i = 0; i < PARAS; i++) {
      for (int to = i + 1; to <= i + CHANNELS; to++) {
        calls.add(new RelayCall.InitOpen(para(i), para(to), limits, 1));
        calls.add(new RelayCall.AcceptOpen(para(to), para(i), limits));
      }
    }
    return calls;
  }

  /** One candidate per para that sends on the first channels and acknowledges everything. */
  private static List<Candidate> candidates(
      RelayState on, List<Candidate> parents, int channels, int serial) {
    int[] slots = IntStream.range(0, channels).toArray();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < PARAS; i++) {
      Commitments header =
          new Commitments(
              channels == 0 ? Hash32.ZERO : hash(i, serial),
              Bitfield.of(channels, slots),
              Watermark.endOf(on.number()),
              on.number(),
              on.storageRoot());
      candidates.add(
          new Candidate(
              para(i),
              1,
              on.ref().hash(),
              parents.isEmpty() ? hash(i, -1) : parents.get(i).head(),
              hash(i, 100 + serial),
              new CandidateCommitments.Seed(header),
              Hash32.ZERO,
              Hash32.ZERO));
    }
    return candidates;
  }

  private static List<RelayBlock.Backed> backed(List<Candidate> candidates) {
    return candidates.stream().map(one -> new RelayBlock.Backed(one, ALL)).toList();
  }

  private static RelayBlock backing(RelayState state, List<Candidate> candidates) {
    return block(state, new TreeMap<>(), backed(candidates), List.of(), Optional.empty());
  }

  private static SortedMap<Hash32, SortedSet<Integer>> available(List<Candidate> candidates) {
    SortedMap<Hash32, SortedSet<Integer>> available = new TreeMap<>();
    candidates.forEach(one -> available.put(one.hash(Hash32.ZERO), ALL));
    return available;
  }

  private static RelayState checked(RelayState state, RelayBlock block) {
    RelayTransition.Outcome outcome = RelayTransition.apply(state, block);
    demandNoRefusal(outcome);
    return outcome.state();
  }

  private static void demandNoRefusal(RelayTransition.Outcome outcome) {
    for (RelayEvent event : outcome.events()) {
      if (event instanceof RelayEvent.CandidateRefused || event instanceof RelayEvent.CallRefused) {
        throw new IllegalStateException("refused: " + event);
      }
    }
  }

  private static RelayBlock block(
      RelayState state,
      SortedMap<Hash32, SortedSet<Integer>> available,
      List<RelayBlock.Backed> candidates,
      List<RelayCall> calls,
      Optional<RelayBlock.NextSession> nextSession) {
    BlockRef ref = new BlockRef(state.number() + 1, hash((int) state.number(), -3));
    return new RelayBlock(
        ref,
        state.ref().hash(),
        available,
        candidates,
        calls,
        List.of(),
        new TreeMap<>(),
        nextSession);
  }
}
