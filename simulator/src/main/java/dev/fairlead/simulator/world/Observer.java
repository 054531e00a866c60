package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.invariant.BlockInvariant;
import dev.fairlead.simulator.invariant.Fact;
import dev.fairlead.simulator.invariant.Invariant;
import dev.fairlead.simulator.invariant.NodeAct;
import dev.fairlead.simulator.invariant.NodeInvariant;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * Looks at each relay block of a world and at what its nodes do: invariants are checked, messages
 * are counted.
 */
final class Observer {
  private final ParaWorld paras;
  private final SequencedMap<Invariant, Optional<WorldReport.Violation>> invariants =
      new LinkedHashMap<>();
  private final List<NodeInvariant> ofNodes;
  private final UnaryOperator<Fact> lens;
  private final Delays delays = new Delays();
  private Hash32 head = Hash32.ZERO;
  private long paraBlocks;
  private long queued;
  private long reorgs;
  private long posts;

  /** The lens alters what is seen: a seeded fault that the invariants must find. */
  Observer(ParaWorld paras, List<Invariant> invariants, UnaryOperator<Fact> lens) {
    this.paras = paras;
    this.lens = lens;
    invariants.forEach(one -> this.invariants.put(one, Optional.empty()));
    this.ofNodes =
        invariants.stream()
            .filter(NodeInvariant.class::isInstance)
            .map(NodeInvariant.class::cast)
            .toList();
  }

  void see(long step, ImportedBlock block) {
    List<KnownBlock> enacted = new ArrayList<>();
    for (RelayEvent event : block.events()) {
      switch (event) {
        case RelayEvent.CandidateEnacted one ->
            paras.block(one.candidate()).ifPresent(enacted::add);
        case RelayEvent.EntryQueued _ -> queued++;
        case RelayEvent.WatermarkAdvanced one -> {
          for (Watermark entry : one.acknowledged()) {
            delays.add(entry.para(), block.state().number() - entry.block());
          }
        }
        case RelayEvent.BodyPosted _ -> posts++;
        default -> {}
      }
    }
    paraBlocks += enacted.size();
    if (block.isBest()) {
      reorgs += head.equals(Hash32.ZERO) || head.equals(block.parent()) ? 0 : 1;
      head = block.state().ref().hash();
    }
    Fact fact = lens.apply(new Fact(block, enacted));
    for (Map.Entry<Invariant, Optional<WorldReport.Violation>> one : invariants.entrySet()) {
      if (one.getValue().isEmpty() && one.getKey() instanceof BlockInvariant whole) {
        one.setValue(whole.check(fact).map(text -> new WorldReport.Violation(step, text)));
      }
    }
  }

  /** Looks at what a node does. */
  void see(long step, NodeAct act) {
    for (NodeInvariant one : ofNodes) {
      Optional<String> wrong = one.check(act);
      if (wrong.isPresent()) {
        WorldReport.Violation violation = new WorldReport.Violation(step, wrong.get());
        invariants.computeIfPresent(one, (_, known) -> known.or(() -> Optional.of(violation)));
      }
    }
  }

  /** What only forks before a final block need may go. */
  void finalized(BlockRef block) {
    invariants.keySet().forEach(one -> one.finalized(block));
  }

  List<WorldReport.Verdict> verdicts() {
    List<WorldReport.Verdict> verdicts = new ArrayList<>();
    invariants.forEach((one, violation) ->
        verdicts.add(new WorldReport.Verdict(one.name(), one.checks(), violation)));
    return verdicts;
  }

  Metrics.Chain chain(RelayState end) {
    return new Metrics.Chain(end.number(), paraBlocks, reorgs, posts);
  }

  Metrics.Delivery delivery(RelayState end) {
    long waiting = 0;
    for (ParaId para : end.paras()) {
      waiting += end.queue(para).entries().size();
    }
    return delays.delivery(queued, waiting);
  }
}
