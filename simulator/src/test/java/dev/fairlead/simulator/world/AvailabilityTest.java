package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerRequest;
import org.junit.jupiter.api.Test;

/** Twelve validators, of which nine are more than two thirds. */
class AvailabilityTest {
  private static final WorldSettings SETTINGS = Worlds.quiet(Traffic.Pattern.ALL, true);

  @Test
  void am5_moreThanTwoThirdsHoldTheirChunks_everythingIsIncluded() {
    WorldReport report =
        run(Muted.validators(Worlds.S1, 3, AvailabilityTest::isAvailable, _ -> false));

    assertThat(report.isGood()).isTrue();
    assertThat(report.metrics().delivery().queued()).isGreaterThan(30);
    assertThat(report.metrics().delivery().acked()).isEqualTo(report.metrics().delivery().queued());
  }

  @Test
  void am5_aThirdDoesNotHoldItsChunks_nothingIsIncluded() {
    WorldReport report =
        run(Muted.validators(Worlds.S1, 4, AvailabilityTest::isAvailable, _ -> false));

    assertThat(report.metrics().chain().paraBlocks()).isZero();
  }

  @Test
  void am18_whomNobodyHandsAChunk_fetchesIt() {
    WorldReport report = run(Muted.validators(Worlds.S1, 12, _ -> false, AvailabilityTest::isPush));

    assertThat(report.isGood()).isTrue();
    assertThat(report.metrics().delivery().acked()).isEqualTo(report.metrics().delivery().queued());
  }

  @Test
  void availabilityAssumed_givesTheSameChainsWithoutAnyChunk() {
    WorldSettings assumed = Worlds.withoutChunks(SETTINGS);

    WorldReport without = new World(assumed, Worlds.S1.withoutChunks(), 1).run();
    WorldReport with = new World(SETTINGS, Worlds.S1, 1).run();

    assertThat(without.isGood()).isTrue();
    assertThat(without.metrics().delivery().acked()).isEqualTo(with.metrics().delivery().acked());
    assertThat(without.metrics().network().messages())
        .isLessThan(with.metrics().network().messages());
  }

  private static WorldReport run(Machines machines) {
    return new World(SETTINGS, machines, 1).run();
  }

  private static boolean isAvailable(NodeEffect effect) {
    return effect instanceof NodeEffect.State state
        && state.kind() == Notification.StatementKind.AVAILABLE;
  }

  private static boolean isPush(NodeInput input) {
    return input instanceof NodeInput.Asked asked
        && asked.request() instanceof PeerRequest.PushChunk;
  }
}
