package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.cost.CostModel;
import dev.fairlead.xcmp.cost.CostProfile;
import dev.fairlead.xcmp.cost.CostStrategy;
import dev.fairlead.xcmp.cost.LinkCosts;
import dev.fairlead.xcmp.cost.ParaShare;
import dev.fairlead.xcmp.cost.Rational;
import dev.fairlead.xcmp.delivery.CollatorMachine;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a quiet world, within one rotation of groups, contacts are what the formulas say (AM25). */
class ContactsTest {
  private static final int GROUP = 3;

  @ParameterizedTest
  @CsvSource({"4,1", "4,3", "6,1", "5,3"})
  void sendingValidatorsAreAskedAsTheFormulaSays(int paras, int collators) {
    Metrics.Contacts seen = run(new DeliveryStrategy.Sending(), paras, collators);

    assertThat(seen.collatorCollator()).isZero();
    assertThat(seen.submissions() + seen.collatorValidator())
        .isEqualTo(links(CostStrategy.SENDING, paras, collators).collatorValidator());
    assertThat(seen.validatorValidator()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"4,1", "4,3", "6,1", "5,3"})
  void bothGroupsAreAskedAsTheFormulaSays(int paras, int collators) {
    Metrics.Contacts seen = run(new DeliveryStrategy.Both(), paras, collators);

    Links said = links(CostStrategy.BOTH, paras, collators);
    assertThat(seen.collatorCollator()).isZero();
    assertThat(seen.submissions() + seen.collatorValidator()).isEqualTo(said.collatorValidator());
    assertThat(seen.validatorValidator()).isEqualTo(said.validatorValidator());
  }

  @ParameterizedTest
  @CsvSource({"4,1", "4,3", "6,1", "5,3"})
  void receivingValidatorsAreAskedAsTheFormulaSays(int paras, int collators) {
    Metrics.Contacts seen = run(new DeliveryStrategy.Receiving(), paras, collators);

    assertThat(seen.collatorCollator()).isZero();
    assertThat(seen.collatorValidator())
        .isEqualTo(links(CostStrategy.RECEIVING, paras, collators).collatorValidator());
    assertThat(seen.validatorValidator()).isZero();
  }

  /** Collators that are told of those of other paras. */
  @ParameterizedTest
  @CsvSource({"4,1", "4,3", "6,1", "5,3"})
  void withoutValidatorsCollatorsAskCollatorsAsTheFormulaSays(int paras, int collators) {
    Metrics.Contacts seen = run(new DeliveryStrategy.None(), paras, collators);

    assertThat(seen.collatorCollator())
        .isEqualTo(links(CostStrategy.NONE, paras, collators).collatorCollator());
    assertThat(seen.collatorValidator()).isZero();
    assertThat(seen.validatorValidator()).isZero();
  }

  /** No formula: a collator asks one member of its own group, which asks its partners for it. */
  @ParameterizedTest
  @CsvSource({"4,1", "4,3", "6,1"})
  void throughTheOwnGroupCollatorsAskOneValidator(int paras, int collators) {
    Metrics.Contacts seen = run(new DeliveryStrategy.Relayed(), paras, collators);

    assertThat(seen.collatorCollator()).isZero();
    assertThat(seen.collatorValidator()).isEqualTo((long) paras * collators);
    assertThat(seen.submissions()).isEqualTo((long) paras * collators);
    assertThat(seen.validatorValidator()).isBetween(1L, (long) GROUP * paras * (paras - 1));
  }

  private record Links(long collatorCollator, long collatorValidator, long validatorValidator) {}

  private static Links links(CostStrategy strategy, int paras, int collators) {
    Rational count = Rational.of(paras);
    ParaShare all = new ParaShare(count, count, collators, paras - 1L, paras - 1L);
    CostProfile profile =
        new CostProfile(List.of(all), paras, (long) paras * GROUP, Rational.of(GROUP));
    LinkCosts costs = CostModel.links(strategy, profile);
    return new Links(
        number(costs.collatorCollator()),
        number(costs.collatorValidator()),
        number(costs.validatorValidator()));
  }

  private static long number(Rational whole) {
    return Long.parseLong(whole.toString());
  }

  /** Each para sends to every other one; as many groups as paras; no rotation happens. */
  private static Metrics.Contacts run(DeliveryStrategy strategy, int paras, int collators) {
    WorldSettings settings =
        new WorldSettings(
            10,
            new WorldSettings.Crowd(paras * GROUP, GROUP, paras, collators),
            new Traffic(Traffic.Pattern.ALL, 1_024, 1, 0),
            NetworkSettings.QUIET,
            RelaySchedule.QUIET,
            WorldSettings.Faults.NONE,
            true,
            false);
    WorldReport report = new World(settings, machines(strategy, paras, collators), 1).run();
    assertThat(report.isGood()).isTrue();
    assertThat(report.metrics().delivery().acked()).isGreaterThan(paras * (paras - 1L));
    return report.metrics().contacts();
  }

  /** Without validators, collators must know those of other paras. */
  private static Machines machines(DeliveryStrategy strategy, int paras, int collators) {
    RoleMachines standard = RoleMachines.standard(strategy);
    SortedMap<ParaId, List<PeerId>> all = new TreeMap<>();
    for (int para = 0; para < paras; para++) {
      List<PeerId> nodes = new ArrayList<>();
      for (int seat = 0; seat < collators; seat++) {
        nodes.add(Worlds.peer(paras * GROUP + para * collators + seat));
      }
      all.put(new ParaId(1_000 + para), nodes);
    }
    return new Machines() {
      @Override
      public Machine<NodeInput, NodeEffect> validator(PeerId self) {
        return standard.validator(self);
      }

      @Override
      public Machine<NodeInput, NodeEffect> collator(
          PeerId self, ParaId para, List<PeerId> paraPeers) {
        return new CollatorMachine(
            new CollatorMachine.Identity(self, para, paraPeers, all),
            strategy,
            standard.settings());
      }
    };
  }
}
