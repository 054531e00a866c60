package dev.fairlead.xcmp.search;

import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;

/** The relay chain's transition, or a broken one in its place. */
@FunctionalInterface
interface Relay {
  RelayTransition.Outcome apply(RelayState before, RelayBlock block);
}
