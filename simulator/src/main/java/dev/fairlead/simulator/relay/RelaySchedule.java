package dev.fairlead.simulator.relay;

/**
 * What goes wrong with a virtual relay chain, and when. A slot is the time of one block.
 *
 * @param finalityLag how many blocks the newest final block is behind the head; at least 1
 * @param forkEverySlots a fork overtakes the head every so many slots; 0 = never
 * @param forkDepth blocks that such a fork takes back; at most {@code finalityLag}
 * @param stallEverySlots a stall begins every so many slots; 0 = never
 * @param stallSlots how many slots without a block a stall has
 * @param faultsUntilSlot no fork and no stall begins from this slot on; 0 = no such bound
 * @param sessionBlocks length of a session; 0 = no session ends
 */
public record RelaySchedule(
    int finalityLag,
    int forkEverySlots,
    int forkDepth,
    int stallEverySlots,
    int stallSlots,
    long faultsUntilSlot,
    int sessionBlocks) {
  /** Nothing goes wrong; blocks are final after two more. */
  public static final RelaySchedule QUIET = new RelaySchedule(2, 0, 0, 0, 0, 0, 0);

  /** Refuses a fork below the final block, and a stall that never ends. */
  public RelaySchedule {
    if (finalityLag < 1 || forkDepth < 0 || forkDepth > finalityLag) {
      throw new IllegalArgumentException(
          "forks of depth " + forkDepth + " with finality " + finalityLag + " blocks behind");
    }
    if (stallSlots < 0 || (stallEverySlots > 0 && stallSlots >= stallEverySlots)) {
      throw new IllegalArgumentException(
          "stalls of " + stallSlots + " slots every " + stallEverySlots);
    }
  }

  boolean isStalled(long slot) {
    return stallEverySlots > 0
        && slot >= stallEverySlots
        && slot % stallEverySlots < stallSlots
        && isFaulty(slot - slot % stallEverySlots);
  }

  boolean isForkDue(long slot) {
    return forkEverySlots > 0 && forkDepth > 0 && slot % forkEverySlots == 0 && isFaulty(slot);
  }

  private boolean isFaulty(long slot) {
    return faultsUntilSlot == 0 || slot < faultsUntilSlot;
  }
}
