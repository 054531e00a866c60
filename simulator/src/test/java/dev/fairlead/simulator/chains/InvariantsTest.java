package dev.fairlead.simulator.chains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.invariant.Fact;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.BlockOutcome;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each invariant finds the fault that it is there for, and only then says anything. */
class InvariantsTest {
  @Test
  void entryThatNobodySent_isFound() {
    UnaryOperator<List<Watermark>> fault =
        consumed -> List.of(new Watermark(consumed.getFirst().block() - 1, new ParaId(1000)));

    assertThat(violationsOf(consuming(fault)).get("nothing-unsent-accepted"))
        .endsWith("was never sent on this fork");
  }

  @Test
  void entryActedOnTwice_isFound() {
    UnaryOperator<List<Watermark>> fault =
        consumed -> List.of(consumed.getFirst(), consumed.getFirst());

    assertThat(violationsOf(consuming(fault)))
        .containsKey("no-duplicate")
        .doesNotContainKeys("no-gap", "channel-order", "nothing-unsent-accepted");
  }

  @Test
  void entryActedOnLongAfterItsTurn_isFound() {
    List<Watermark> first = new ArrayList<>();
    UnaryOperator<List<Watermark>> fault =
        consumed -> {
          first.addAll(first.isEmpty() ? consumed : List.of());
          return consumed.getFirst().block() < 20 ? consumed : first;
        };

    assertThat(violationsOf(consuming(fault))).containsKeys("no-duplicate", "channel-order");
  }

  @Test
  void entryLeftOut_isFoundAsAGap() {
    int[] left = {1};
    UnaryOperator<List<Watermark>> fault = consumed -> left[0]-- > 0 ? List.of() : consumed;

    // The state of the block itself tells of the entry, and so gives it away too.
    assertThat(violationsOf(consuming(fault)))
        .containsKeys("no-gap", "surviving-deliveries")
        .doesNotContainKeys("no-duplicate", "channel-order", "nothing-unsent-accepted");
  }

  @Test
  void entriesActedOnInReverse_areFound() {
    List<Watermark> held = new ArrayList<>();
    UnaryOperator<List<Watermark>> fault =
        consumed -> {
          held.addAll(consumed);
          if (held.stream().map(Watermark::block).distinct().count() < 2) {
            return List.of();
          }
          List<Watermark> reversed = List.copyOf(held).reversed();
          held.clear();
          return reversed;
        };

    assertThat(violationsOf(consuming(fault))).containsKeys("channel-order", "no-gap");
  }

  @Test
  void stateOfAnotherFork_isFound() {
    Map<Hash32, KnownBlock> first = new HashMap<>();
    Chains chains = chains(new RelaySchedule(4, 7, 3, 0, 0, 0, 0));
    chains.through(fact -> {
      List<KnownBlock> mixed = new ArrayList<>();
      for (KnownBlock one : fact.enacted()) {
        KnownBlock kept = first.putIfAbsent(one.candidate().parentHead(), one);
        boolean isOther = kept != null && !kept.consumed().equals(one.consumed());
        mixed.add(isOther ? new KnownBlock(one.candidate(), kept.outcome(), one.consumed()) : one);
      }
      return new Fact(fact.block(), mixed);
    });

    chains.run(60);

    assertThat(chains.violations().get("surviving-deliveries"))
        .contains("blocks of the fork have delivered");
  }

  @Test
  void acknowledgedEntryThatWasNotActedOn_isFound() {
    UnaryOperator<RelayEvent> fault =
        event ->
            event instanceof RelayEvent.WatermarkAdvanced one && !one.acknowledged().isEmpty()
                ? new RelayEvent.WatermarkAdvanced(one.para(), one.from(), one.to(), List.of())
                : event;

    assertThat(violationsOf(telling(fault)).get("nobody-overtaken")).startsWith("1000 acted on");
  }

  @Test
  void watermarkThatGoesBack_isFound() {
    UnaryOperator<RelayEvent> fault =
        event ->
            event instanceof RelayEvent.WatermarkAdvanced one
                ? new RelayEvent.WatermarkAdvanced(
                    one.para(), one.to(), one.from(), one.acknowledged())
                : event;

    assertThat(violationsOf(telling(fault)).get("watermark-monotone"))
        .startsWith("1000 moved from");
  }

  @Test
  void watermarkBelowThatOfTheParentBlock_isFound() {
    RelayState[] early = new RelayState[1];

    assertThat(
            violationsOf(
                    fact -> {
                      if (fact.block().state().number() == 4) {
                        early[0] = fact.block().state();
                      }
                      return fact.block().state().number() == 20
                          ? new Fact(
                              new ImportedBlock(early[0], fact.block().parent(), List.of(), false),
                              List.of())
                          : fact;
                    })
                .get("watermark-monotone"))
        .startsWith("1000 went back from");
  }

  @Test
  void tokenMadeFromNothing_isFound() {
    Chains chains = chains(RelaySchedule.QUIET);
    BlockOutcome genesis =
        chains.paras().chain(new ParaId(1000)).included(chains.relay().chain().head()).get();
    BlockOutcome richer =
        new BlockOutcome(
            genesis.header(),
            TokenLedger.genesis(new TreeMap<>(Map.of(Traffic.PAYER, 1_000_000_001L))),
            List.of());

    chains.paras().chain(new ParaId(1000)).add(richer);
    chains.run(3);

    assertThat(chains.violations())
        .containsEntry("constant-supply", "supply is 3000000001, was 3000000000");
  }

  @Test
  void messageThatNeverComes_isFound() {
    Chains chains = chains(RelaySchedule.QUIET);
    chains.handingOver(one ->
        one.message().prevBlock() < 8
            || !one.message().channel().recipient().equals(new ParaId(2000)));

    chains.run(40);

    assertThat(chains.violations().get("progress")).contains("waits for 2000");
  }

  private static Chains chains(RelaySchedule schedule) {
    return new Chains(new Traffic(Traffic.Pattern.ALL, 100, 1, 25), schedule, 1, true);
  }

  private static Map<String, String> violationsOf(UnaryOperator<Fact> lens) {
    Chains chains = chains(RelaySchedule.QUIET).through(lens);
    chains.run(40);
    return chains.violations();
  }

  private static UnaryOperator<Fact> consuming(UnaryOperator<List<Watermark>> fault) {
    return fact ->
        new Fact(
            fact.block(),
            fact.enacted().stream()
                .map(one ->
                    one.consumed().isEmpty()
                        ? one
                        : new KnownBlock(
                            one.candidate(), one.outcome(), fault.apply(one.consumed())))
                .toList());
  }

  private static UnaryOperator<Fact> telling(UnaryOperator<RelayEvent> fault) {
    return fact ->
        new Fact(
            new ImportedBlock(
                fact.block().state(),
                fact.block().parent(),
                fact.block().events().stream().map(fault).toList(),
                fact.block().isBest()),
            fact.enacted());
  }
}
