package dev.fairlead.opstack.relay;

/**
 * Bounds of the work that is under way.
 *
 * @param openSlotsMax transactions per destination that are not included yet
 * @param queriesMax admissions and simulations that are asked at the same time
 * @param attemptsMax transactions that are signed with one nonce
 * @param settleBlocks blocks on top of a used nonce after which its message may take another one
 * @param forgetBlocks blocks on top of a delivery after which it is forgotten, if nothing is final
 */
public record RelayLimits(
    int openSlotsMax, int queriesMax, int attemptsMax, long settleBlocks, long forgetBlocks) {
  /** For one machine and a few chains. */
  public static final RelayLimits STANDARD = new RelayLimits(32, 64, 16, 6, 5_000);
}
