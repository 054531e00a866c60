package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.relay.RelayPlan;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.ParaSettings;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.Role;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;

/**
 * Who lives in a world: first the validators by their number, then the collators para by para.
 *
 * @param hosts all nodes by index
 * @param paras ascending by id
 */
record Population(List<NodeHost> hosts, List<ParaId> paras) {
  private static final ChannelLimits LIMITS = new ChannelLimits(256, 1 << 24, 1 << 20);
  private static final int LARGE_TOTAL_BYTES = 64 << 20;
  private static final int LARGE_BODY_BYTES = 4 << 20;
  private static final int FIRST_PARA = 1_000;

  Population {
    hosts = List.copyOf(hosts);
    paras = List.copyOf(paras);
  }

  /** The ids of so many paras. */
  static List<ParaId> paras(int count) {
    List<ParaId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(new ParaId(FIRST_PARA + i));
    }
    return ids;
  }

  /** All nodes, with machines that know nothing yet. */
  static Population of(WorldSettings.Crowd crowd, Machines machines, SplittableRandom random) {
    List<NodeHost> hosts = new ArrayList<>();
    for (int seat = 0; seat < crowd.validators(); seat++) {
      PeerId self = peer(hosts.size());
      Place place = new Place(self, Role.VALIDATOR, Optional.empty(), seat);
      hosts.add(new NodeHost(hosts.size(), place, () -> machines.validator(self), random.split()));
    }
    List<ParaId> ids = paras(crowd.paras());
    for (ParaId para : ids) {
      List<PeerId> all = new ArrayList<>();
      for (int seat = 0; seat < crowd.collatorsPerPara(); seat++) {
        all.add(peer(hosts.size() + seat));
      }
      for (int seat = 0; seat < all.size(); seat++) {
        PeerId self = all.get(seat);
        List<PeerId> others = all.stream().filter(one -> !one.equals(self)).toList();
        Place place = new Place(self, Role.COLLATOR, Optional.of(para), seat);
        hosts.add(
            new NodeHost(
                hosts.size(), place, () -> machines.collator(self, para, others), random.split()));
      }
    }
    return new Population(hosts, ids);
  }

  /** How a relay chain of such a world begins. */
  static RelayPlan plan(WorldSettings settings, SortedMap<ParaId, Hash32> genesisHeads) {
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < settings.crowd().validators(); i++) {
      validators.add(new Validator(Hash32.ofNumber(i + 1L), peer(i).bytes(), List.of()));
    }
    return new RelayPlan(
        RelaySettings.STANDARD,
        validators,
        settings.crowd().groupSize(),
        genesisHeads,
        threads(settings.crowd()),
        settings.traffic().channels(List.copyOf(genesisHeads.keySet())),
        limits(settings.traffic().bodyUnit()),
        settings.isAvailabilityAssumed());
  }

  /** What is fixed for the paras, in bytes that are really there. */
  static ParaSettings rules(WorldSettings settings) {
    ParaSettings standard = ParaSettings.STANDARD;
    ParaSettings rules =
        new ParaSettings(
            standard.messagesPerBlockMax(),
            standard.ingressBytesMax() / settings.traffic().bodyUnit());
    return settings.isAvailabilityAssumed() ? rules.uncoded() : rules;
  }

  private static ChannelLimits limits(int bodyUnit) {
    return bodyUnit == 1
        ? LIMITS
        : new ChannelLimits(256, LARGE_TOTAL_BYTES / bodyUnit, LARGE_BODY_BYTES / bodyUnit);
  }

  /** The paras that have no core: the last ones. */
  static Set<ParaId> threads(WorldSettings.Crowd crowd) {
    List<ParaId> all = paras(crowd.paras());
    return Set.copyOf(all.subList(all.size() - crowd.threads().count(), all.size()));
  }

  private static PeerId peer(int index) {
    return new PeerId(Bytes.of(new byte[] {(byte) (index >>> 8), (byte) index}));
  }
}
