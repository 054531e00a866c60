package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;

/**
 * A block that candidates may be built on.
 *
 * @param ref number and hash
 * @param storageRoot of the state after it
 */
public record RelayParent(BlockRef ref, Hash32 storageRoot) {}
