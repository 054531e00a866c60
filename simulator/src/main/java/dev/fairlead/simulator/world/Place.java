package dev.fairlead.simulator.world;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.Role;
import java.util.Optional;

/**
 * Who a node of a world is.
 *
 * @param peer its identity on the network
 * @param role what it is
 * @param para whose collator it is; absent for validators
 * @param seat position among the validators, or among the collators of the para
 */
public record Place(PeerId peer, Role role, Optional<ParaId> para, int seat) {
  /** How people call it: {@code validator-3}, {@code collator-1000-0}. */
  public String name() {
    return para.map(one -> "collator-" + one.value() + "-" + seat).orElse("validator-" + seat);
  }
}
