package dev.fairlead.node.inspect;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.MessageRules;
import java.util.List;
import java.util.SortedMap;

/**
 * A world file that has been read and found consistent.
 *
 * @param rules dependency set, windows and activations
 * @param chains the blocks of each chain, consecutive, with strictly ascending timestamps
 */
record World(MessageRules rules, SortedMap<ChainId, List<SealedBlock>> chains) {}
