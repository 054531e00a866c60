package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.peer.PeerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets the worst part of the connected collators make room for strangers, if it has been the worst
 * for long enough (5.7). Nobody leaves unless a stranger waits. One owner thread.
 */
public final class Churn {
  private final JudgeSettings settings;
  private final Map<PeerId, Long> worstSince = new HashMap<>();

  /** Nobody is among the worst. */
  public Churn(JudgeSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks at those connected, once per relay block.
   *
   * @param ranked connected collators, best first
   * @param strangers how many wait
   * @return who has to leave, worst first
   */
  public List<PeerId> leaving(long block, List<PeerId> ranked, int strangers) {
    if (!settings.isOn(Protection.CHURN)) {
      return List.of();
    }
    int worst = Math.ceilDiv(ranked.size() * settings.service().churnPercent(), 100);
    List<PeerId> bottom = ranked.subList(ranked.size() - worst, ranked.size()).reversed();
    Set<PeerId> still = new HashSet<>(bottom);
    worstSince.keySet().removeIf(collator -> !still.contains(collator));
    bottom.forEach(collator -> worstSince.putIfAbsent(collator, block));
    List<PeerId> leaving =
        bottom.stream()
            .filter(
                c -> block - worstSince.getOrDefault(c, block) >= settings.service().churnBlocks())
            .limit(strangers)
            .toList();
    leaving.forEach(worstSince::remove);
    return leaving;
  }
}
