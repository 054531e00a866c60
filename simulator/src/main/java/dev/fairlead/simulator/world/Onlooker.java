package dev.fairlead.simulator.world;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.xcmp.peer.Item;
import java.util.List;

/** Looks on while a world lives, and changes nothing. Called by the world's thread. */
public interface Onlooker {
  /** Sees nothing. */
  Onlooker NOBODY = new Onlooker() {};

  /** An event is taken. */
  default void takes(When when, Happening event) {}

  /** A collator has built a block. */
  default void built(When when, Place collator, KnownBlock block) {}

  /** Items are on a node's disk, durably; each is named by its candidate. */
  default void kept(When when, Place node, List<Item> items) {}

  /** The relay chain has a new block. */
  default void imported(When when, ImportedBlock block) {}

  /** A relay block, and with it all before, is final. */
  default void finalized(When when, BlockRef head) {}
}
