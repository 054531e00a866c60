package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.opstack.follow.FollowSnapshot;
import dev.fairlead.opstack.follow.FollowState;

/**
 * One followed chain at one moment.
 *
 * @param chain the chain
 * @param log its blocks
 * @param heads its newest block at each level
 * @param follow where following it stands
 * @param isFilled whether its log has reached the source's head since the process began
 */
public record ChainSnapshot(
    ChainId chain, LogView log, SafetyHeads heads, FollowSnapshot follow, boolean isFilled) {
  /** Whether it has stopped for good. */
  public boolean isHalted() {
    return follow.state() instanceof FollowState.Halted;
  }
}
