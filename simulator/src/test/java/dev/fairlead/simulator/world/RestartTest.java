package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartTest {
  /** Watches what each node stored since its start, had at its start, and serves. */
  private static final class Watch implements BentMachines.Bend {
    final Map<PeerId, Set<Hash32>> stored = new HashMap<>(); // since the start
    final Map<PeerId, List<NodeInput.Kept>> opened = new HashMap<>();
    final List<Item> servedFromBefore = new ArrayList<>();
    final List<EntryId> storing = new ArrayList<>(); // by the step just taken
    PeerId last = new PeerId(Bytes.of(new byte[2]));

    @Override
    public List<NodeEffect> bend(PeerId self, NodeInput input, List<NodeEffect> orders) {
      last = self;
      storing.clear();
      if (input instanceof NodeInput.StoreOpened(var kept, _)) {
        opened.put(self, kept);
        stored.remove(self);
      }
      Set<Hash32> links = stored.computeIfAbsent(self, _ -> new HashSet<>());
      for (NodeEffect order : orders) {
        if (order instanceof NodeEffect.StoreItems(var items)) {
          items.forEach(item -> links.add(item.link().linkHash()));
          items.forEach(item -> storing.add(item.id()));
        }
        if (order instanceof NodeEffect.Answer(var _, var _, PeerResponse.Fetched fetched)) {
          fetched.items().stream()
              .filter(item -> opened.containsKey(self))
              .filter(item -> !links.contains(item.link().linkHash()))
              .forEach(servedFromBefore::add);
        }
      }
      return orders;
    }
  }

  @Test
  void validatorsThatStartAgainServeWhatTheyHad() {
    List<Item> servedFromBefore = new ArrayList<>();

    for (long step = 2_000; step <= 3_000; step += 250) {
      Watch watch = new Watch();
      WorldSettings settings = Worlds.quiet(Traffic.Pattern.ALL, true);
      World world = new World(settings, new BentMachines(Worlds.S1, watch), 1);
      world.runUntil(step);
      for (int node = 0; node < settings.nodes(); node++) {
        world.crash(node, node < settings.crowd().validators() ? 1 : 2);
      }
      WorldReport report = world.run();

      assertThat(report.isGood()).as("all crash at step %s", step).isTrue();
      assertThat(report.metrics().delivery().waiting()).isZero();
      assertThat(watch.opened.values()).allSatisfy(kept -> assertThat(kept).isNotEmpty());
      servedFromBefore.addAll(watch.servedFromBefore);
    }

    assertThat(servedFromBefore).isNotEmpty();
  }

  @Test
  void whatWasNotSyncedMayBeLostAndIsFetchedAgain() {
    int lost = 0;
    int kept = 0;

    for (long seed = 1; seed <= 8; seed++) {
      Watch watch = new Watch();
      WorldSettings settings = Worlds.withoutChunks(Worlds.quiet(Traffic.Pattern.ALL, true));
      World world = new World(settings, new BentMachines(Worlds.S1.withoutChunks(), watch), seed);
      List<EntryId> unsynced = new ArrayList<>();
      for (long step = 2_000; unsynced.isEmpty(); step++) {
        world.runUntil(step);
        unsynced.addAll(watch.storing);
      }
      PeerId node = watch.last;
      world.crash(Worlds.index(node), 1);
      WorldReport report = world.run();

      assertThat(report.isGood()).as("seed %s", seed).isTrue();
      assertThat(report.metrics().delivery().waiting()).isZero();
      List<EntryId> held = watch.opened.get(node).stream().map(NodeInput.Kept::key).toList();
      assertThat(held).isNotEmpty();
      for (EntryId key : unsynced) {
        lost += held.contains(key) ? 0 : 1;
        kept += held.contains(key) ? 1 : 0;
      }
    }

    assertThat(lost).isPositive();
    assertThat(kept).isPositive();
  }
}
