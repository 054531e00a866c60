package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.opstack.dependency.DependencySet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which messages the demonstration sends, in which order: of ten, three are invalid, and twenty
 * show every kind. The same world gives the same messages.
 */
public final class TrafficPlan {
  private static final int ROUND = 10;
  private static final List<Integer> INVALID_PLACES = List.of(1, 4, 7);
  private static final List<TrafficKind> INVALID =
      List.of(
          TrafficKind.UNKNOWN_CHAIN,
          TrafficKind.EXPIRED,
          TrafficKind.WRONG_PAYLOAD,
          TrafficKind.FUTURE,
          TrafficKind.UNDECLARED,
          TrafficKind.NOT_ACCEPTED);
  private static final List<TrafficKind> VALID =
      List.of(
          TrafficKind.TRANSFER,
          TrafficKind.SAME_TIMESTAMP,
          TrafficKind.TRANSFER,
          TrafficKind.FORWARDED,
          TrafficKind.TRANSFER,
          TrafficKind.SAME_TIMESTAMP,
          TrafficKind.TRANSFER);

  private final DependencySet set;
  private final OptionalInt limit;
  private final List<List<ChainId>> direct = new ArrayList<>();
  private final List<List<ChainId>> forward = new ArrayList<>();
  private final List<List<ChainId>> detours = new ArrayList<>();

  /**
   * A plan for a world.
   *
   * @param limit messages in all; endless if empty
   */
  public TrafficPlan(DependencySet set, OptionalInt limit) {
    this.set = set;
    this.limit = limit;
    for (ChainId from : set.members()) {
      for (ChainId to : set.members()) {
        if (!from.equals(to)) {
          add(from, to);
        }
      }
    }
  }

  private void add(ChainId from, ChainId to) {
    if (set.accepts(to, from)) {
      direct.add(List.of(from, to));
      if (from.compareTo(to) < 0) {
        forward.add(List.of(from, to));
      }
    } else {
      List<ChainId> path = set.route(from, to);
      if (path.size() == 3) {
        detours.add(path);
      }
    }
  }

  /** Whether there is a message at an index, counted from zero. */
  public boolean has(int index) {
    return limit.isEmpty() || index < limit.getAsInt();
  }

  /** Messages in all; empty if endless. */
  public OptionalInt limit() {
    return limit;
  }

  /** The message at an index, counted from zero. */
  public PlannedMessage message(int index) {
    return isInvalid(index) ? invalid(index) : valid(index);
  }

  private boolean isInvalid(int index) {
    return INVALID_PLACES.contains(index % ROUND) || limit.orElse(0) == 1;
  }

  private static int invalidBefore(int index) {
    int last = index % ROUND;
    int inLast = (int) INVALID_PLACES.stream().filter(place -> place < last).count();
    return index / ROUND * INVALID_PLACES.size() + inLast;
  }

  private PlannedMessage valid(int index) {
    int turn = index - invalidBefore(index);
    TrafficKind kind = VALID.get(turn % VALID.size());
    if (kind == TrafficKind.SAME_TIMESTAMP) {
      return new PlannedMessage(index + 1, kind, widest(turn));
    }
    if (kind == TrafficKind.FORWARDED && !detours.isEmpty()) {
      return new PlannedMessage(index + 1, kind, detours.get(turn / VALID.size() % detours.size()));
    }
    return new PlannedMessage(index + 1, TrafficKind.TRANSFER, direct.get(turn % direct.size()));
  }

  // Within a slot the chains are mined in the order of their ids: the first and the last leave most
  // time to execute at the same timestamp.
  private List<ChainId> widest(int turn) {
    List<ChainId> ends = List.of(set.members().first(), set.members().last());
    return forward.contains(ends) ? ends : forward.get(turn % forward.size());
  }

  private PlannedMessage invalid(int index) {
    int turn = invalidBefore(index);
    TrafficKind kind = INVALID.get(turn % INVALID.size());
    List<ChainId> last = index == 0 ? direct.getFirst() : transferBefore(index);
    return new PlannedMessage(
        index + 1, kind, kind == TrafficKind.NOT_ACCEPTED ? notAccepted(index) : last);
  }

  private List<ChainId> transferBefore(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (!isInvalid(i) && valid(i).kind() == TrafficKind.TRANSFER) {
        return valid(i).route();
      }
    }
    throw new IllegalStateException("the first message is a transfer");
  }

  /** A chain that has sent something lately to one that does not accept it; else the L1. */
  private List<ChainId> notAccepted(int index) {
    for (int i = index - 1; i >= Math.max(0, index - ROUND); i--) {
      if (!isInvalid(i)) {
        ChainId from = valid(i).from();
        for (ChainId to : set.members()) {
          if (!set.accepts(to, from)) {
            return List.of(from, to);
          }
        }
      }
    }
    return List.of(WorldPlan.BASE, set.members().first());
  }
}
