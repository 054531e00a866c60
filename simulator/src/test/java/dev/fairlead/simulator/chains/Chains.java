package dev.fairlead.simulator.chains;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.invariant.BlockInvariant;
import dev.fairlead.simulator.invariant.ChannelInvariants;
import dev.fairlead.simulator.invariant.ConstantSupply;
import dev.fairlead.simulator.invariant.Fact;
import dev.fairlead.simulator.invariant.Invariant;
import dev.fairlead.simulator.invariant.NobodyOvertaken;
import dev.fairlead.simulator.invariant.Progress;
import dev.fairlead.simulator.invariant.WatermarkMonotone;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.simulator.relay.RelayPlan;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.simulator.relay.RelayWorld;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.Collation;
import dev.fairlead.xcmp.para.MessagePool;
import dev.fairlead.xcmp.para.ParaSettings;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Both kinds of chains without a network: what is sent is known to its recipient at once. */
final class Chains {
  static final List<ParaId> PARAS = List.of(new ParaId(1000), new ParaId(2000), new ParaId(3000));
  private static final int VALIDATORS = 6;

  private final ParaWorld paras;
  private final RelayWorld relay;
  private final SortedMap<ParaId, MessagePool> pools = new TreeMap<>();
  private final List<Invariant> invariants = new ArrayList<>();
  private UnaryOperator<Fact> lens = fact -> fact;
  private Predicate<PovVerdict.Sent> handOver = _ -> true;
  private final SortedMap<String, String> violations = new TreeMap<>();
  private long enacted;
  private long reorgs;
  private Hash32 head = Hash32.ZERO;

  Chains(Traffic traffic, RelaySchedule schedule, long seed, boolean isCaching) {
    paras =
        new ParaWorld(
            PARAS, traffic, ParaSettings.STANDARD, RelaySettings.STANDARD.genesis(), isCaching);
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < VALIDATORS; i++) {
      validators.add(new Validator(Hash32.ofNumber(i), Bytes.of(new byte[] {(byte) i}), List.of()));
    }
    RelayPlan plan =
        new RelayPlan(
            RelaySettings.STANDARD,
            validators,
            2,
            paras.genesisHeads(),
            Set.of(),
            traffic.channels(PARAS),
            new ChannelLimits(64, 1 << 20, 1 << 18),
            true);
    relay = new RelayWorld(plan, schedule, new SplittableRandom(seed));
    PARAS.forEach(para -> pools.put(para, new MessagePool(para)));
    invariants.addAll(ChannelInvariants.of(paras));
    invariants.add(new NobodyOvertaken());
    invariants.add(new WatermarkMonotone());
    invariants.add(new ConstantSupply(paras));
    invariants.add(new Progress(10, 8));
  }

  void run(int slots) {
    for (int i = 0; i < slots; i++) {
      for (ImportedBlock block : relay.nextSlot()) {
        observe(block);
      }
      for (ParaId para : PARAS) {
        collate(para);
      }
      Optional<BlockRef> next = relay.nextFinal();
      while (next.isPresent()) {
        BlockRef block = next.get();
        invariants.forEach(one -> one.finalized(block));
        next = relay.nextFinal();
      }
      paras.finalized(relay.chain().finalized());
    }
  }

  private void observe(ImportedBlock block) {
    if (block.isBest()) {
      reorgs += head.equals(Hash32.ZERO) || head.equals(block.parent()) ? 0 : 1;
      head = block.state().ref().hash();
    }
    List<KnownBlock> included = new ArrayList<>();
    for (RelayEvent event : block.events()) {
      if (event instanceof RelayEvent.CandidateEnacted one) {
        included.add(paras.block(one.candidate()).orElseThrow());
      }
    }
    enacted += included.size();
    Fact fact = lens.apply(new Fact(block, included));
    for (Invariant one : invariants) {
      if (one instanceof BlockInvariant whole && !violations.containsKey(one.name())) {
        whole.check(fact).ifPresent(text -> violations.put(one.name(), text));
      }
    }
  }

  private void collate(ParaId para) {
    RelayState parent = relay.chain().head();
    Collation collation = paras.build(para, parent, Optional.empty(), pools.get(para));
    if (collation instanceof Collation.Built built) {
      PovVerdict verdict =
          paras.judge(paras.name(built.candidate()), built.candidate(), built.pov(), parent);
      if (verdict instanceof PovVerdict.Valid valid) {
        valid.sent().stream().filter(handOver).forEach(this::handOver);
        sign(built.candidate());
      }
    }
  }

  private void handOver(PovVerdict.Sent sent) {
    pools.get(sent.message().channel().recipient()).add(sent);
  }

  private void sign(Candidate candidate) {
    for (int i = 0; i < VALIDATORS; i++) {
      relay.valid(paras.name(candidate), candidate, i);
    }
  }

  /** Alters what the invariants see. */
  Chains through(UnaryOperator<Fact> altering) {
    lens = altering;
    return this;
  }

  /** Withholds some messages from their recipients. */
  Chains handingOver(Predicate<PovVerdict.Sent> some) {
    handOver = some;
    return this;
  }

  ParaWorld paras() {
    return paras;
  }

  RelayWorld relay() {
    return relay;
  }

  List<Invariant> invariants() {
    return invariants;
  }

  /** What is wrong, by the name of the invariant. */
  SortedMap<String, String> violations() {
    return violations;
  }

  long enacted() {
    return enacted;
  }

  long reorgs() {
    return reorgs;
  }
}
