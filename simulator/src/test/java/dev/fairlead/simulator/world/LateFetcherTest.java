package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.simulator.adversary.Adversaries;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.delivery.ValidatorMachine;
import dev.fairlead.xcmp.judge.Standing;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who asks late (section 5.7): honest ones are not punished, the others gain nothing. */
class LateFetcherTest {
  private static final int COLLATORS = 3;
  private static final Adversaries.Validators NOBODY = new Adversaries.Validators(0, 0, 0, 0);

  static List<DeliveryStrategy> strategies() {
    return List.of(new DeliveryStrategy.Sending(), new DeliveryStrategy.Both());
  }

  /** Two of three take and drop at once; the third asks two blocks later, and builds. */
  @ParameterizedTest
  @MethodSource("strategies")
  void honestLateFetchersAreNotBlacklisted_droppersBeforeThemAre(DeliveryStrategy strategy) {
    Cast cast = new Cast(RoleMachines.standard(strategy), 2);

    WorldReport report = live(new MixedMachines(cast, collators(COLLATORS - 1, 0)));

    assertThat(report.isGood()).isTrue();
    assertThat(report.metrics().delivery().waiting()).isZero();
    assertThat(report.metrics().delivery().delay().max()).isGreaterThan(5);
    assertThat(report.metrics().blame().badBlacklisted()).isPositive();
    assertThat(report.metrics().blame().honestBlacklisted()).isZero();
  }

  /** In the eyes of each validator, who asks just before the ack is no faster than who builds. */
  @ParameterizedTest
  @MethodSource("strategies")
  void theLateRequestTrickGainsNothing(DeliveryStrategy strategy) {
    Cast cast = new Cast(RoleMachines.standard(strategy), 0);

    WorldReport report = live(new MixedMachines(cast, collators(0, COLLATORS - 1)));

    assertThat(report.isGood()).isTrue();
    assertThat(report.metrics().delivery().waiting()).isZero();
    int compared = 0;
    for (ValidatorMachine validator : cast.validators) {
      for (List<PeerId> para : cast.collators.values()) {
        Standing honest = validator.standing(para.getFirst());
        for (PeerId late : para.subList(1, para.size())) {
          if (honest instanceof Standing.Proven first
              && validator.standing(late) instanceof Standing.Proven second) {
            assertThat(second.medianBlocks()).isGreaterThanOrEqualTo(first.medianBlocks());
            assertThat(second.medianBlocks()).isGreaterThanOrEqualTo(2);
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(3);
  }

  private static Adversaries collators(int dropping, int late) {
    return new Adversaries(new Adversaries.Collators(dropping, 0, late, 0), NOBODY, 0);
  }

  private static WorldReport live(Machines machines) {
    WorldSettings settings =
        new WorldSettings(
            50,
            new WorldSettings.Crowd(12, 3, 4, COLLATORS),
            new Traffic(Traffic.Pattern.ALL, 1_024, 1, 25),
            NetworkSettings.QUIET,
            RelaySchedule.QUIET,
            WorldSettings.Faults.NONE,
            true,
            false);
    return new World(settings, machines, 1).run();
  }

  /** Remembers who plays; the first collator of each para asks so many blocks later. */
  private static final class Cast implements Machines {
    final List<ValidatorMachine> validators = new ArrayList<>();
    final SortedMap<ParaId, List<PeerId>> collators = new TreeMap<>();
    private final RoleMachines roles;
    private final int lateBlocks;

    Cast(RoleMachines roles, int lateBlocks) {
      this.roles = roles;
      this.lateBlocks = lateBlocks;
    }

    @Override
    public Machine<NodeInput, NodeEffect> validator(PeerId self) {
      ValidatorMachine machine = new ValidatorMachine(self, roles.strategy(), roles.settings());
      validators.add(machine);
      return machine;
    }

    @Override
    public Machine<NodeInput, NodeEffect> collator(PeerId self, ParaId para, List<PeerId> others) {
      collators.computeIfAbsent(para, _ -> new ArrayList<>()).add(self);
      Machine<NodeInput, NodeEffect> machine = roles.collator(self, para, others);
      boolean isFirst = others.stream().allMatch(one -> one.compareTo(self) > 0);
      return isFirst && lateBlocks > 0 ? new Late(machine, lateBlocks) : machine;
    }
  }

  /** An honest collator whose requests for entries go out so many relay blocks later. */
  private static final class Late implements Machine<NodeInput, NodeEffect> {
    private final Machine<NodeInput, NodeEffect> prompt;
    private final int blocks;
    private final List<Kept> kept = new ArrayList<>();
    private long best;

    private record Kept(NodeEffect order, long atBlock) {}

    Late(Machine<NodeInput, NodeEffect> prompt, int blocks) {
      this.prompt = prompt;
      this.blocks = blocks;
    }

    @Override
    public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
      if (input instanceof NodeInput.BlockImported block) {
        best = block.state().number();
        List<Kept> due = kept.stream().filter(one -> one.atBlock() <= best).toList();
        kept.removeAll(due);
        due.forEach(one -> out.emit(one.order()));
      }
      prompt.step(
          nowNanos,
          input,
          order -> {
            if (order instanceof NodeEffect.Ask(var _, var _, PeerRequest.Fetch _)) {
              kept.add(new Kept(order, best + blocks));
            } else {
              out.emit(order);
            }
          });
    }

    @Override
    public long nextDeadlineNanos() {
      return prompt.nextDeadlineNanos();
    }
  }
}
