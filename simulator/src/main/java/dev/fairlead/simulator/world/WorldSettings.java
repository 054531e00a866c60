package dev.fairlead.simulator.world;

import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;

/**
 * A world before it begins. Together with a seed and a version it says everything.
 *
 * @param slots of the relay chain that it lives, six seconds each
 * @param crowd how many nodes of each kind
 * @param traffic what the paras send
 * @param network what happens to messages between nodes
 * @param relay what goes wrong with the relay chain
 * @param faults what goes wrong with nodes
 * @param isCaching whether results that depend on their input alone are computed once; changes the
 *     time that a run takes and nothing else
 * @param isAvailabilityAssumed whether every candidate counts as available one block after its
 *     backing, so that nobody makes, sends or keeps chunks: for measurements of the rest
 */
public record WorldSettings(
    int slots,
    Crowd crowd,
    Traffic traffic,
    NetworkSettings network,
    RelaySchedule relay,
    Faults faults,
    boolean isCaching,
    boolean isAvailabilityAssumed) {

  /** How many nodes there are. */
  public int nodes() {
    return crowd.validators() + crowd.paras() * crowd.collatorsPerPara();
  }

  /**
   * How many nodes.
   *
   * @param validators of the relay chain
   * @param groupSize validators per group
   * @param paras that send and receive
   * @param collatorsPerPara of each
   * @param threads which of the paras are threads
   * @param isHidden whether collators are behind address translators, so that nobody can dial them
   */
  public record Crowd(
      int validators,
      int groupSize,
      int paras,
      int collatorsPerPara,
      Threads threads,
      boolean isHidden) {
    /** Refuses an empty crowd. */
    public Crowd {
      if (validators < 1 || groupSize < 1 || paras < 1 || collatorsPerPara < 1) {
        throw new IllegalArgumentException("a world needs nodes of each kind");
      }
      if (threads.count() > paras) {
        throw new IllegalArgumentException(threads.count() + " threads of " + paras + " paras");
      }
    }

    /** Parachains whose collators can be dialled. */
    public Crowd(int validators, int groupSize, int paras, int collatorsPerPara) {
      this(validators, groupSize, paras, collatorsPerPara, Threads.NONE, false);
    }
  }

  /**
   * Paras that have no core and pay for each block (AM8, AM19): the last of all paras.
   *
   * @param count how many
   * @param gapBlocks relay blocks from one block of a thread to the next
   */
  public record Threads(int count, int gapBlocks) {
    /** All paras have cores. */
    public static final Threads NONE = new Threads(0, 1);

    /** Refuses a negative count and a gap below 1. */
    public Threads {
      if (count < 0 || gapBlocks < 1) {
        throw new IllegalArgumentException(count + " threads every " + gapBlocks + " blocks");
      }
    }

    /** Relay blocks that an entry may wait longer because its recipient is a thread. */
    int waitBlocks() {
      return count == 0 ? 0 : gapBlocks;
    }
  }

  /**
   * What goes wrong with nodes. All of it ends before {@code untilSlot}.
   *
   * @param crashEverySlots a node, drawn by chance, crashes every so many slots; 0 = never
   * @param downSlots how long it stays down
   * @param partitionEverySlots some nodes are cut off every so many slots; 0 = never
   * @param partitionSlots how long they are
   * @param partitionShare of all nodes that is cut off
   * @param untilSlot first slot without faults
   */
  public record Faults(
      int crashEverySlots,
      int downSlots,
      int partitionEverySlots,
      int partitionSlots,
      double partitionShare,
      long untilSlot) {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);
  }
}
