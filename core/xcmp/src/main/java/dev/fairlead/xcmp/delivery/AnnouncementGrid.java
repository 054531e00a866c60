package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Who passes announcements on to whom, so that nobody needs to know everybody (5.10). Validators
 * stand in rows as long as the whole root of their number; the last row may be shorter. Who
 * announces tells its row and its column; who is in the announcer's row tells its own column, and
 * the other way round. So everyone is reached in two steps. Eight more peers, chosen by a public
 * seed, help where members of row or column are silent. Bodies do not take this way. Validators are
 * counted from 0.
 *
 * @param validators how many there are, at least 1
 * @param seed from the session's randomness
 */
public record AnnouncementGrid(int validators, Hash32 seed) {
  /** Peers outside row and column. */
  public static final int RANDOM_PEERS = 8;

  /** Refuses an empty grid. */
  public AnnouncementGrid {
    if (validators < 1) {
      throw new IllegalArgumentException(validators + " validators");
    }
  }

  /** Who hears of what this validator announces: row, column and the random peers. */
  public NavigableSet<Integer> audience(int validator) {
    NavigableSet<Integer> all = neighbours(validator);
    all.addAll(randomPeers(validator));
    return all;
  }

  /** Whom it tells of what another announced: nobody, unless that one is in its row or column. */
  public NavigableSet<Integer> next(int validator, int announcer) {
    if (announcer == validator) {
      return new TreeSet<>();
    }
    if (announcer / columns() == validator / columns()) {
      return column(validator);
    }
    return announcer % columns() == validator % columns() ? row(validator) : new TreeSet<>();
  }

  /** Peers outside row and column, the same at every call; fewer than 8 in a small grid. */
  public NavigableSet<Integer> randomPeers(int validator) {
    NavigableSet<Integer> near = neighbours(validator);
    List<Integer> others =
        IntStream.range(0, validators)
            .filter(other -> other != validator && !near.contains(other))
            .boxed()
            .toList();
    Hash32 own = new Blake2b256().update(seed).updateIntLittleEndian(validator).digest();
    List<Integer> order = SeededShuffle.of(own, others);
    return new TreeSet<>(order.subList(0, Math.min(RANDOM_PEERS, order.size())));
  }

  private NavigableSet<Integer> neighbours(int validator) {
    NavigableSet<Integer> both = row(validator);
    both.addAll(column(validator));
    return both;
  }

  private NavigableSet<Integer> row(int validator) {
    int first = validator - validator % columns();
    return members(IntStream.range(first, Math.min(validators, first + columns())), validator);
  }

  private NavigableSet<Integer> column(int validator) {
    return members(
        IntStream.iterate(validator % columns(), i -> i < validators, i -> i + columns()),
        validator);
  }

  private static NavigableSet<Integer> members(IntStream all, int without) {
    NavigableSet<Integer> members = new TreeSet<>();
    all.filter(member -> member != without).forEach(members::add);
    return members;
  }

  private int columns() {
    return (int) StrictMath.sqrt(validators);
  }
}
