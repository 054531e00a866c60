package dev.fairlead.node.devnet.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficPlanTest {
  @ParameterizedTest
  @CsvSource({"MESH,2", "MESH,3", "MESH,5", "LINE,2", "LINE,3", "LINE,4", "LINE,5"})
  void twentyMessagesShowEveryKindThatTheWorldKnows(Topology topology, int chains) {
    List<PlannedMessage> plan = messages(set(topology, chains), 20);

    List<TrafficKind> expected =
        topology == Topology.LINE && chains > 2
            ? List.of(TrafficKind.values())
            : List.of(TrafficKind.values()).stream()
                .filter(kind -> kind != TrafficKind.FORWARDED)
                .toList();
    assertThat(plan).extracting(PlannedMessage::kind).containsAll(expected);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "5", "19", "20", "50", "1000"})
  void atLeastAFifthIsInvalidWhateverTheNumber(int count) {
    List<PlannedMessage> plan = messages(set(Topology.MESH, 2), count);

    long invalid = plan.stream().filter(message -> !message.kind().isValid()).count();
    assertThat(5 * invalid).isGreaterThanOrEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"MESH,3", "LINE,3", "LINE,5"})
  void validOnesTakeAcceptedHopsOnlyAndRefusedSourcesAreNotAccepted(Topology topology, int chains) {
    DependencySet set = set(topology, chains);

    for (PlannedMessage message : messages(set, 100)) {
      for (int i = 1; i < message.route().size(); i++) {
        ChainId from = message.route().get(i - 1);
        assertThat(set.accepts(message.route().get(i), from))
            .describedAs("%s", message)
            .isEqualTo(message.kind() != TrafficKind.NOT_ACCEPTED);
      }
    }
  }

  @Test
  void tokensCrossEveryEdgeInBothDirections() {
    assertThat(messages(set(Topology.MESH, 2), 20))
        .filteredOn(message -> message.kind() == TrafficKind.TRANSFER)
        .extracting(PlannedMessage::route)
        .contains(chains(901, 902), chains(902, 901));
  }

  @Test
  void lineShowsADirectMessageThatIsRefusedAndTheDetourThatIsNot() {
    List<PlannedMessage> plan = messages(set(Topology.LINE, 3), 20);

    assertThat(plan)
        .filteredOn(message -> message.kind() == TrafficKind.NOT_ACCEPTED)
        .extracting(PlannedMessage::route)
        .isSubsetOf(chains(901, 903), chains(903, 901));
    assertThat(plan)
        .filteredOn(message -> message.kind() == TrafficKind.FORWARDED)
        .extracting(PlannedMessage::route)
        .contains(chains(901, 902, 903));
  }

  @Test
  void meshShowsTheL1AsTheSourceThatIsNotAccepted() {
    assertThat(messages(set(Topology.MESH, 2), 20))
        .filteredOn(message -> message.kind() == TrafficKind.NOT_ACCEPTED)
        .extracting(PlannedMessage::from)
        .containsExactly(WorldPlan.BASE);
  }

  private static List<ChainId> chains(long... ids) {
    return LongStream.of(ids).mapToObj(ChainId::of).toList();
  }

  private static DependencySet set(Topology topology, int count) {
    List<ChainId> chains = LongStream.range(901, 901 + count).mapToObj(ChainId::of).toList();
    return topology.dependencySet(chains, new ExpiryWindow(300));
  }

  private static List<PlannedMessage> messages(DependencySet set, int count) {
    TrafficPlan plan = new TrafficPlan(set, OptionalInt.of(count));
    assertThat(plan.has(count)).isFalse();
    return IntStream.range(0, count).mapToObj(plan::message).toList();
  }
}
