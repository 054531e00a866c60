package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a quiet world bodies take the way of the strategy, and no fallback hides that they do not. */
class WayOfBodiesTest {
  @Test
  void s1_collatorsAskTheValidatorsOfTheSenders() {
    SortedMap<String, Integer> asked = asked(new DeliveryStrategy.Sending());

    assertThat(asked)
        .containsKey("COLLATOR Fetch of validators")
        .doesNotContainKeys("VALIDATOR Fetch of validators", "VALIDATOR Push of validators");
  }

  @Test
  void s2_collatorsAskTheirOwnGroup_whichAsksThoseWhoBacked() {
    SortedMap<String, Integer> asked = asked(new DeliveryStrategy.Relayed());

    assertThat(asked)
        .containsKeys("COLLATOR Fetch of own group", "VALIDATOR Fetch of validators")
        .doesNotContainKeys("COLLATOR Fetch of validators", "VALIDATOR Push of validators");
  }

  @Test
  void s3_validatorsPushToTheRecipientsGroup_whichCollatorsAsk() {
    SortedMap<String, Integer> asked = asked(new DeliveryStrategy.Both());

    assertThat(asked)
        .containsKeys(
            "COLLATOR Fetch of own group",
            "VALIDATOR Push of validators",
            "VALIDATOR Probe of validators",
            "VALIDATOR Handover of validators")
        .doesNotContainKeys("COLLATOR Fetch of validators", "VALIDATOR Fetch of validators");
  }

  @Test
  void s4_collatorsPushToTheRecipientsGroup_whichCollatorsAsk() {
    SortedMap<String, Integer> asked = asked(new DeliveryStrategy.Receiving());

    assertThat(asked)
        .containsKeys("COLLATOR Fetch of own group", "COLLATOR Push of validators")
        .doesNotContainKeys("COLLATOR Fetch of validators", "VALIDATOR Fetch of validators");
  }

  /** What {@link dev.fairlead.xcmp.delivery.NodeEffect} promises. */
  @ParameterizedTest
  @MethodSource("dev.fairlead.simulator.world.Worlds#strategies")
  void itemsAreStoredBeforeAnybodyHearsOfThem(DeliveryStrategy strategy) {
    WatchedMachines machines = new WatchedMachines(RoleMachines.standard(strategy));

    new World(Worlds.mixed(true), machines, 1).run();

    assertThat(machines.saidTooSoon()).isEmpty();
  }

  private static SortedMap<String, Integer> asked(DeliveryStrategy strategy) {
    WatchedMachines machines = new WatchedMachines(RoleMachines.standard(strategy));
    new World(Worlds.quiet(Traffic.Pattern.ALL, true), machines, 1).run();
    return machines.asked();
  }
}
