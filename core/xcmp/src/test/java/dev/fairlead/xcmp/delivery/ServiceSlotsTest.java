package dev.fairlead.xcmp.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.xcmp.judge.Protection;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slots by class (AM22, water-filling of 5.7); {@code -Dfairlead.seed=N} repeats a run. */
final class ServiceSlotsTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final long MILLI = 1_000_000;
  private static final DeliverySettings SMALL =
      DeliverySettings.STANDARD.with(new DeliverySettings.Load(4, 16, 1_600, 8));
  private long tickets;

  @Test
  void am22_aloneAClassMayUseAllSlots() {
    ServiceSlots slots = new ServiceSlots(SMALL);

    for (int at = 0; at < 16; at++) {
      assertThat(take(slots, 0, "c" + at, ServiceClass.OTHER)).isTrue();
    }
    assertThat(take(slots, 0, "c16", ServiceClass.OTHER)).isFalse();
  }

  @Test
  void am22_underOverload_halfIsForValidatorsAQuarterForWhitelistedPeers() {
    System.out.println("ServiceSlotsTest seed " + SEED);
    Random random = new Random(SEED);
    ServiceSlots slots = new ServiceSlots(SMALL);
    Map<ServiceClass, Integer> busy = new EnumMap<>(ServiceClass.class);
    List<Map.Entry<Long, ServiceClass>> underWay = new ArrayList<>();
    for (int step = 0; step < 2_000; step++) {
      long now = step * MILLI;
      for (ServiceClass of : ServiceClass.values()) { // every class wants more than there is
        for (int peer = 0; peer < 20; peer++) {
          if (take(slots, now, of + " " + peer, of)) {
            underWay.add(Map.entry(tickets, of));
            busy.merge(of, 1, Integer::sum);
          }
        }
      }
      Map.Entry<Long, ServiceClass> done = underWay.remove(random.nextInt(underWay.size()));
      if (step > 200) {
        assertThat(busy)
            .as("seed %d step %d", SEED, step)
            .containsEntry(ServiceClass.VALIDATOR, 8)
            .containsEntry(ServiceClass.WHITELISTED, 4)
            .containsEntry(ServiceClass.OTHER, 4);
      }
      slots.release(done.getKey());
      busy.merge(done.getValue(), -1, Integer::sum);
    }
  }

  @Test
  void am22_whoIsHungry_getsWhatOthersHaveBorrowedAsTheyFinish() {
    ServiceSlots slots = new ServiceSlots(SMALL);
    for (int at = 0; at < 16; at++) {
      take(slots, 0, "c" + at, ServiceClass.OTHER);
    }
    assertThat(take(slots, 0, "v1", ServiceClass.VALIDATOR)).isFalse();
    slots.release(1);

    assertThat(take(slots, 0, "c20", ServiceClass.OTHER)).isFalse();
    assertThat(take(slots, 500 * MILLI, "v1", ServiceClass.VALIDATOR)).isTrue();
  }

  @Test
  void am22_hungerIsForgottenAfterASecond() {
    ServiceSlots slots = new ServiceSlots(SMALL);
    for (int at = 0; at < 16; at++) {
      take(slots, 0, "c" + at, ServiceClass.OTHER);
    }
    take(slots, 0, "v1", ServiceClass.VALIDATOR);
    slots.release(1);

    assertThat(take(slots, 999 * MILLI, "c20", ServiceClass.OTHER)).isFalse();
    assertThat(take(slots, 1_000 * MILLI, "c20", ServiceClass.OTHER)).isTrue();
  }

  @Test
  void am22_bytesAreSharedToo() {
    ServiceSlots slots = new ServiceSlots(SMALL);
    assertThat(slots.take(0, 1, RelayStage.peer("c1"), ServiceClass.OTHER, 800)).isTrue();
    assertThat(slots.take(0, 2, RelayStage.peer("v1"), ServiceClass.VALIDATOR, 1_000)).isFalse();
    assertThat(slots.take(0, 3, RelayStage.peer("c2"), ServiceClass.OTHER, 600)).isFalse();
    slots.release(1);

    assertThat(slots.take(0, 4, RelayStage.peer("c2"), ServiceClass.OTHER, 700)).isFalse();
    assertThat(slots.take(0, 5, RelayStage.peer("v1"), ServiceClass.VALIDATOR, 1_000)).isTrue();
    assertThat(slots.take(0, 6, RelayStage.peer("c2"), ServiceClass.OTHER, 600)).isTrue();
  }

  @Test
  void s511_onePeerHasItsOwnBound() {
    ServiceSlots slots = new ServiceSlots(SMALL);
    for (int at = 0; at < 4; at++) {
      assertThat(take(slots, 0, "v1", ServiceClass.VALIDATOR)).isTrue();
    }
    assertThat(take(slots, 0, "v1", ServiceClass.VALIDATOR)).isFalse();
    assertThat(take(slots, 0, "c1", ServiceClass.OTHER)).isTrue();
  }

  @Test
  void am24_withoutShares_firstComeFirstServed() {
    DeliverySettings.Judging judging = SMALL.judging();
    ServiceSlots slots =
        new ServiceSlots(
            SMALL.with(judging.with(judging.rules().without(Protection.SERVICE_SHARES))));
    for (int at = 0; at < 16; at++) {
      take(slots, 0, "c" + at, ServiceClass.OTHER);
    }
    take(slots, 0, "v1", ServiceClass.VALIDATOR);
    slots.release(1);

    assertThat(take(slots, 0, "c20", ServiceClass.OTHER)).isTrue();
    assertThat(slots.size()).isEqualTo(16);
  }

  private boolean take(ServiceSlots slots, long now, String name, ServiceClass of) {
    PeerId peer = RelayStage.peer(name);
    boolean isTaken = slots.take(now, tickets + 1, peer, of, 1);
    tickets += isTaken ? 1 : 0;
    return isTaken;
  }
}
