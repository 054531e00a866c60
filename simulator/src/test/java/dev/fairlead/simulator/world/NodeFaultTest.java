package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.invariant.NodeAct;
import dev.fairlead.simulator.invariant.UnverifiedMemory;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.DeliverySettings;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.LinkRecord;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is checked with every event finds the machine that is wrong, and only that. */
class NodeFaultTest {
  @Test
  void statementBeforeTheDisk_isFound() {
    WorldReport report = quiet((_, _, orders) -> orders.reversed());

    assertThat(report.verdict("stored-before-stated").violation().orElseThrow().text())
        .contains(" vouches for ");
  }

  @Test
  void storeLeftOut_isFound() {
    WorldReport report =
        quiet((_, _, orders) ->
            orders.stream().filter(one -> !(one instanceof NodeEffect.StoreItems)).toList());

    assertThat(report.verdict("stored-before-stated").violation()).isPresent();
  }

  @Test
  void bodyThatWasNotSent_isFound() {
    WorldReport report =
        quiet((_, _, orders) -> {
          List<NodeEffect> bent = new ArrayList<>();
          for (NodeEffect one : orders) {
            bent.add(
                one instanceof NodeEffect.StoreItems(var items)
                    ? new NodeEffect.StoreItems(items.stream().map(NodeFaultTest::other).toList())
                    : one);
          }
          return bent;
        });

    assertThat(report.verdict("nothing-unsent-accepted").violation().orElseThrow().text())
        .contains("keeps what was not sent as");
  }

  @Test
  void unverifiedBodiesBeyondTheBound_areFound() {
    UnverifiedMemory memory = new UnverifiedMemory(new DeliverySettings.Load(16, 256, 1_000, 2));
    Item item = item(400);

    assertThat(memory.check(judging(1, item, item))).isEmpty();
    assertThat(memory.check(new NodeAct.Step(8, judged(1), List.of()))).isEmpty();
    assertThat(memory.check(judging(2, item)).orElseThrow())
        .isEqualTo("node 7 has 1200 unverified body bytes");
    assertThat(memory.check(new NodeAct.Step(7, judged(1), List.of()))).isEmpty();
    assertThat(memory.check(judging(3, item))).isEmpty();
    assertThat(memory.check(judging(4, item))).isPresent();
    memory.check(new NodeAct.Step(7, new NodeInput.StoreOpened(List.of()), List.of()));
    assertThat(memory.check(judging(5, item, item))).as("a start forgets").isEmpty();
    assertThat(memory.bodyBytesSeen()).isEqualTo(1_200);
  }

  private static Item other(Item item) {
    return new Item(item.id(), item.link(), item.headProof(), Bytes.of(new byte[] {1, 2, 3}));
  }

  private static Item item(int bodyBytes) {
    return new Item(
        new EntryId(new ParaId(1000), new ParaId(2000), 0, Hash32.ZERO),
        new LinkRecord(Hash32.ZERO, 0, Hash32.ZERO, Hash32.ZERO, bodyBytes),
        new MessageRoot.Proof(0, 1, List.of()),
        Bytes.of(new byte[bodyBytes]));
  }

  private static NodeAct judging(long ticket, Item... items) {
    NodeEffect order = new NodeEffect.JudgeItems(ticket, Hash32.ZERO, List.of(items));
    return new NodeAct.Step(7, new NodeInput.TickElapsed(), List.of(order));
  }

  private static NodeInput judged(long ticket) {
    return new NodeInput.ItemsJudged(ticket, List.of(Optional.empty()));
  }

  private static WorldReport quiet(BentMachines.Bend bend) {
    WorldSettings settings = Worlds.quiet(Traffic.Pattern.RING, true);
    return new World(settings, new BentMachines(Worlds.S1, bend), 1).run();
  }
}
