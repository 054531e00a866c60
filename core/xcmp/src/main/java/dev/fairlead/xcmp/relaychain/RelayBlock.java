package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One relay block, as far as messages are concerned. Who imports it has checked its signatures:
 * validators are named by their position in the session. Parts take effect in the order of the
 * components.
 *
 * @param ref number and hash
 * @param parent hash of the block before
 * @param available per candidate, the validators that newly signed to have their chunk
 * @param candidates backed in this block
 * @param calls on channels and paras
 * @param posts bodies as last resort
 * @param votes newly signed votes that an included candidate is invalid
 * @param nextSession present if a session ends with this block
 */
public record RelayBlock(
    BlockRef ref,
    Hash32 parent,
    SortedMap<Hash32, SortedSet<Integer>> available,
    List<Backed> candidates,
    List<RelayCall> calls,
    List<BodyPost> posts,
    SortedMap<Hash32, SortedSet<Integer>> votes,
    Optional<NextSession> nextSession) {
  /** Copies the collections. */
  public RelayBlock {
    available = copy(available);
    candidates = List.copyOf(candidates);
    calls = List.copyOf(calls);
    posts = List.copyOf(posts);
    votes = copy(votes);
  }

  /** A block in which nothing happens. */
  public static RelayBlock empty(BlockRef ref, Hash32 parent) {
    return new RelayBlock(
        ref,
        parent,
        new TreeMap<>(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        Optional.empty());
  }

  /**
   * A candidate with those who signed it.
   *
   * @param candidate what they signed
   * @param signers positions of validators
   */
  public record Backed(Candidate candidate, SortedSet<Integer> signers) {
    /** Copies the set. */
    public Backed {
      signers = copy(signers);
    }
  }

  /**
   * Who validates after the session change.
   *
   * @param validators named by their position
   * @param groups positions of validators
   * @param cores core by para
   * @param seed randomness of the session
   */
  public record NextSession(
      List<Validator> validators,
      List<List<Integer>> groups,
      SortedMap<dev.fairlead.xcmp.channel.ParaId, Integer> cores,
      Hash32 seed) {
    /** The session that this describes, once its index and first block are known. */
    public RelaySession begin(long index, long startBlock) {
      return new RelaySession(index, startBlock, validators, groups, cores, seed);
    }
  }

  private static SortedMap<Hash32, SortedSet<Integer>> copy(
      SortedMap<Hash32, SortedSet<Integer>> source) {
    SortedMap<Hash32, SortedSet<Integer>> copy = new TreeMap<>();
    source.forEach((key, set) -> copy.put(key, copy(set)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** Whoever makes a block may name positions that no validator has; they are kept. */
  private static SortedSet<Integer> copy(SortedSet<Integer> positions) {
    return positions instanceof ValidatorSet set
        ? set
        : Collections.unmodifiableSortedSet(new TreeSet<>(positions));
  }
}
