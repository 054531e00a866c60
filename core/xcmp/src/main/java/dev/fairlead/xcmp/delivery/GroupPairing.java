package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which member of one validator group talks to which member of another (5.10, AM19). Everybody
 * finds the same pairs, in both directions: places are shuffled by a seed made of both groups'
 * seeds, which come from the randomness of the session. A group is paired with itself member by
 * member. Where sizes differ, the larger group wraps around the smaller one. Members are counted
 * from 0 within their group.
 *
 * @param toSize members of the group that is talked to
 * @param match partners of the first members; the others start again with the first
 */
public record GroupPairing(int toSize, List<Integer> match) {
  /** Copies the list; refuses partners outside the group. */
  public GroupPairing {
    match = List.copyOf(match);
    if (match.isEmpty() || Collections.max(match) >= toSize || Collections.min(match) < 0) {
      throw new IllegalArgumentException(toSize + " members, partners " + match);
    }
  }

  /**
   * A group as the pairing sees it.
   *
   * @param index of the group in its session
   * @param size members
   * @param seed from the session's randomness
   */
  public record Group(int index, int size, Hash32 seed) {
    /** Refuses an empty group. */
    public Group {
      if (size < 1) {
        throw new IllegalArgumentException("group of " + size);
      }
    }
  }

  /** The pairing of the members of one group with those of another group of the session. */
  public static GroupPairing of(Group from, Group to) {
    List<Integer> places = IntStream.range(0, Math.min(from.size, to.size)).boxed().toList();
    if (from.index == to.index) {
      return new GroupPairing(to.size, places);
    }
    List<Integer> shuffled = SeededShuffle.of(both(from.seed, to.seed), places);
    return new GroupPairing(to.size, from.index < to.index ? shuffled : inverse(shuffled));
  }

  /** The member that a member talks to. */
  public int partner(int member) {
    return match.get(member % match.size());
  }

  /**
   * The one to try after so many failures: each time {@code validatorIndex} places further, so that
   * those who fail together do not all fall on one member (5.10). Every member is tried once before
   * any is tried again.
   *
   * @param validatorIndex of the member that tries, among all validators
   */
  public int fallback(int member, int failures, int validatorIndex) {
    int step = validatorIndex % toSize == 0 ? 1 : validatorIndex % toSize;
    int cycle = toSize / greatestCommonDivisor(step, toSize);
    long place = partner(member) + (long) failures * step + failures / cycle;
    return (int) (place % toSize);
  }

  private static List<Integer> inverse(List<Integer> permutation) {
    List<Integer> inverse = new ArrayList<>(permutation);
    for (int i = 0; i < permutation.size(); i++) {
      inverse.set(permutation.get(i), i);
    }
    return inverse;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private static Hash32 both(Hash32 left, Hash32 right) {
    return new Hash32(
        left.w0() ^ right.w0(),
        left.w1() ^ right.w1(),
        left.w2() ^ right.w2(),
        left.w3() ^ right.w3());
  }
}
