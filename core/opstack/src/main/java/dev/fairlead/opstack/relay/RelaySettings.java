package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.math.BigInteger;
import java.util.Set;

/**
 * What the relayer is told by its operator.
 *
 * @param destinations chains with a node and an account of ours
 * @param policy which messages to deliver
 * @param safety when to deliver
 * @param feeMax the most to pay per gas, wei; above it the chain waits
 * @param timings delays
 * @param limits bounds
 */
public record RelaySettings(
    Set<ChainId> destinations,
    RelayPolicy policy,
    Safety safety,
    BigInteger feeMax,
    RelayTimings timings,
    RelayLimits limits) {
  /** Copies the set. */
  public RelaySettings {
    destinations = Set.copyOf(destinations);
  }

  /**
   * From which level on, and until which age.
   *
   * @param level that the initiating block must have
   * @param window age at which a message expires
   * @param warnSeconds before expiry at which a warning is due
   */
  public record Safety(SafetyLevel level, ExpiryWindow window, long warnSeconds) {
    private static final long MARGIN_SECONDS_MAX = 120;

    /**
     * Seconds before expiry from which on no transaction is sent: it could be included too late.
     */
    public long marginSeconds() {
      return Math.min(MARGIN_SECONDS_MAX, window.seconds() / 100);
    }
  }
}
