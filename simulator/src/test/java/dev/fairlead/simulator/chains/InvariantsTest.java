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

    assertThat(violationOf(consuming(fault))).startsWith("channel-deliveries: unsent-message");
  }

  @Test
  void entryActedOnTwice_isFound() {
    UnaryOperator<List<Watermark>> fault =
        consumed -> List.of(consumed.getFirst(), consumed.getFirst());

    assertThat(violationOf(consuming(fault))).startsWith("channel-deliveries: channel-order");
  }

  @Test
  void entryLeftOut_isFoundAsAGap() {
    int[] left = {1};
    UnaryOperator<List<Watermark>> fault = consumed -> left[0]-- > 0 ? List.of() : consumed;

    // The state of the block itself tells of the entry, and so gives it away first.
    assertThat(violationOf(consuming(fault)))
        .startsWith("channel-deliveries: surviving-deliveries");
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

    assertThat(chains.violation().orElseThrow())
        .startsWith("channel-deliveries: surviving-deliveries");
  }

  @Test
  void acknowledgedEntryThatWasNotActedOn_isFound() {
    UnaryOperator<RelayEvent> fault =
        event ->
            event instanceof RelayEvent.WatermarkAdvanced one && !one.acknowledged().isEmpty()
                ? new RelayEvent.WatermarkAdvanced(one.para(), one.from(), one.to(), List.of())
                : event;

    assertThat(violationOf(telling(fault))).startsWith("nobody-overtaken: 1000 acted on");
  }

  @Test
  void watermarkThatGoesBack_isFound() {
    UnaryOperator<RelayEvent> fault =
        event ->
            event instanceof RelayEvent.WatermarkAdvanced one
                ? new RelayEvent.WatermarkAdvanced(
                    one.para(), one.to(), one.from(), one.acknowledged())
                : event;

    assertThat(violationOf(telling(fault))).startsWith("nobody-overtaken: 1000 moved from");
  }

  @Test
  void watermarkBelowThatOfTheParentBlock_isFound() {
    RelayState[] early = new RelayState[1];

    assertThat(
            violationOf(fact -> {
              if (fact.block().state().number() == 4) {
                early[0] = fact.block().state();
              }
              return fact.block().state().number() == 20
                  ? new Fact(
                      new ImportedBlock(early[0], fact.block().parent(), List.of(), false),
                      List.of())
                  : fact;
            }))
        .startsWith("nobody-overtaken: watermark of 1000 went back");
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

    assertThat(chains.violation().orElseThrow())
        .isEqualTo("constant-supply: supply is 3000000001, was 3000000000");
  }

  @Test
  void messageThatNeverComes_isFound() {
    Chains chains = chains(RelaySchedule.QUIET);
    chains.handingOver(one ->
        one.message().prevBlock() < 8
            || !one.message().channel().recipient().equals(new ParaId(2000)));

    chains.run(40);

    assertThat(chains.violation().orElseThrow()).startsWith("progress: ").contains("for 2000");
  }

  private static Chains chains(RelaySchedule schedule) {
    return new Chains(new Traffic(Traffic.Pattern.ALL, 100, 1, 25), schedule, 1, true);
  }

  private static String violationOf(UnaryOperator<Fact> lens) {
    Chains chains = chains(RelaySchedule.QUIET).through(lens);
    chains.run(40);
    return chains.violation().orElseThrow();
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
