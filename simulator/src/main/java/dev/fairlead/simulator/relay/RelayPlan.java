package dev.fairlead.simulator.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a virtual relay chain begins. All channels open with its second block.
 *
 * @param settings of the chain
 * @param validators of every session
 * @param groupSize validators per group; the last group may be smaller
 * @param genesisHeads of the paras, each of which has a core unless it is a thread
 * @param threads paras that pay for each block; a group is assigned to them by hash (AM19)
 * @param channels that open
 * @param limits of every channel
 * @param isAvailabilityAssumed whether all validators have their chunks one block after backing, so
 *     that nobody needs to say so
 */
public record RelayPlan(
    RelaySettings settings,
    List<Validator> validators,
    int groupSize,
    SortedMap<ParaId, Hash32> genesisHeads,
    Set<ParaId> threads,
    List<ChannelId> channels,
    ChannelLimits limits,
    boolean isAvailabilityAssumed) {
  /** Copies the collections; refuses a plan without validators. */
  public RelayPlan {
    validators = List.copyOf(validators);
    threads = Set.copyOf(threads);
    channels = List.copyOf(channels);
    genesisHeads = Collections.unmodifiableSortedMap(new TreeMap<>(genesisHeads));
    if (validators.isEmpty() || groupSize < 1) {
      throw new IllegalArgumentException(
          validators.size() + " validators in groups of " + groupSize);
    }
  }
}
