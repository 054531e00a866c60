package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One session: its validators, their groups, and which para has which core (AM19). Groups move on
 * by one core per rotation period (section 5.5); a para without a core is served by a group that is
 * fixed for the session (N-G4).
 *
 * @param index from 0, unsigned 32 bits
 * @param startBlock first block that belongs to it
 * @param validators named by their position
 * @param groups positions of validators; no group is empty
 * @param cores core by para
 * @param seed randomness of the session
 */
public record RelaySession(
    long index,
    long startBlock,
    List<Validator> validators,
    List<List<Integer>> groups,
    SortedMap<ParaId, Integer> cores,
    Hash32 seed) {
  private static final byte[] HASHED_GROUP_TAG = "xcmp-rv".getBytes(StandardCharsets.US_ASCII);

  /** Copies the collections; refuses empty groups, unknown or doubled members, negative cores. */
  public RelaySession {
    validators = List.copyOf(validators);
    cores = Collections.unmodifiableSortedMap(new TreeMap<>(cores));
    List<List<Integer>> copies = new ArrayList<>();
    for (List<Integer> group : groups) {
      if (group.isEmpty()) {
        throw new IllegalArgumentException("group " + copies.size() + " is empty");
      }
      for (int member : group) {
        java.util.Objects.checkIndex(member, validators.size());
      }
      if (new HashSet<>(group).size() != group.size()) { // its signature would count twice
        throw new IllegalArgumentException("group " + copies.size() + " names a member twice");
      }
      copies.add(List.copyOf(group));
    }
    if (copies.isEmpty()) {
      throw new IllegalArgumentException("a session without groups");
    }
    groups = List.copyOf(copies);
    cores.forEach((para, core) -> {
      if (core < 0) {
        throw new IllegalArgumentException("para " + para + " has core " + core);
      }
    });
  }

  /** The core of a para; threads have none. */
  public Optional<Integer> core(ParaId para) {
    return Optional.ofNullable(cores.get(para));
  }

  /**
   * The group that backs a chain, or receives for it, at a block of this session. Threads always
   * have their {@link #hashedGroup}.
   */
  public int groupOf(ParaId para, long block, int rotationBlocks) {
    Integer core = cores.get(para);
    if (core == null) {
      return hashedGroup(para);
    }
    long rotations = (block - startBlock) / rotationBlocks;
    return (int) ((core + rotations) % groups.size());
  }

  /** Members of a group, as positions of validators. */
  public List<Integer> members(int group) {
    return groups.get(group);
  }

  /** How many members of a group must have signed a candidate: two thirds, rounded up (AM5). */
  public int backingThreshold(int group) {
    return (2 * groups.get(group).size() + 2) / 3;
  }

  /** The smallest number of validators that is more than two thirds of them. */
  public int supermajority() {
    return 2 * validators.size() / 3 + 1;
  }

  /** The group of a thread, and of a chain without a core: the same for the whole session. */
  public int hashedGroup(ParaId para) {
    Hash32 hash =
        new Blake2b256()
            .update(HASHED_GROUP_TAG)
            .updateIntLittleEndian((int) index)
            .updateIntLittleEndian((int) para.value())
            .digest();
    return new BigInteger(1, hash.toByteArray()).mod(BigInteger.valueOf(groups.size())).intValue();
  }
}
