package dev.fairlead.node.devnet.ingress;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses the methods of a development chain that would mine, move time or undo blocks: the devnet
 * does that itself, so that every block has its timestamp on the grid.
 */
final class GridGuard {
  private static final Set<String> NAMESPACES = Set.of("evm", "anvil", "hardhat");

  /** Names without namespace, in lower case without underscores, so that all aliases match. */
  private static final Set<String> REFUSED =
      Set.of(
          "mine",
          "minedetailed",
          "increasetime",
          "settime",
          "setnextblocktimestamp",
          "setblocktimestampinterval",
          "removeblocktimestampinterval",
          "setautomine",
          "setintervalmining",
          "snapshot",
          "revert",
          "reorg",
          "rollback",
          "reset",
          "loadstate",
          "setchainid",
          "setrpcurl");

  private GridGuard() {}

  /** One line saying why a method is refused; empty if it is not. */
  static Optional<String> refusal(String method) {
    int end = method.indexOf('_');
    if (end < 0 || !NAMESPACES.contains(method.substring(0, end).toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String name = method.substring(end + 1).replace("_", "").toLowerCase(Locale.ROOT);
    return REFUSED.contains(name)
        ? Optional.of(
            method + " is off on this chain: the devnet mines on a fixed grid of timestamps")
        : Optional.empty();
  }
}
