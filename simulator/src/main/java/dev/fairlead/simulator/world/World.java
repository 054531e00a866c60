package dev.fairlead.simulator.world;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.event.Timeline;
import dev.fairlead.simulator.event.Trace;
import dev.fairlead.simulator.event.VirtualClock;
import dev.fairlead.simulator.invariant.ChannelInvariants;
import dev.fairlead.simulator.invariant.ConstantSupply;
import dev.fairlead.simulator.invariant.Fact;
import dev.fairlead.simulator.invariant.Invariant;
import dev.fairlead.simulator.invariant.NobodyOvertaken;
import dev.fairlead.simulator.invariant.Progress;
import dev.fairlead.simulator.invariant.StoredBeforeStated;
import dev.fairlead.simulator.invariant.UnverifiedMemory;
import dev.fairlead.simulator.invariant.WatermarkMonotone;
import dev.fairlead.simulator.network.VirtualNetwork;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.simulator.relay.RelayWorld;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Role;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A virtual world: validators and collators as machines, their network and disks, the relay chain
 * and the paras. Everything happens in the order of one timeline, and chance comes from one seed,
 * so that the same settings, seed and version give the same world. Owned by one thread.
 */
public final class World {
  /** Time between two slots of the relay chain. */
  public static final long SLOT = 6 * VirtualClock.SECOND;

  private static final int RECOVERY_BLOCKS = 12;
  private static final int WAIT_BLOCKS_MAX = 20;

  private final WorldSettings settings;
  private final long seed;
  private final Timeline<WorldEvent> timeline = new Timeline<>(1 << 12);
  private final Trace trace;
  private final SplittableRandom chance;
  private final ParaWorld paras;
  private final RelayWorld relay;
  private final Computer computer;
  private final Observer observer;
  private final Population population;
  private final NodeRunner runner;
  private final Mishaps mishaps;
  private final Tally tally;
  private final Deque<NodeInput.BlockImported> newest = new ArrayDeque<>();
  private final EventText texts;
  private Onlooker onlooker = Onlooker.NOBODY;
  private boolean isWatched; // words cost time

  /** A world that has not begun. */
  public World(WorldSettings settings, Machines machines, long seed) {
    this(settings, machines, seed, fact -> fact);
  }

  World(WorldSettings settings, Machines machines, long seed, UnaryOperator<Fact> lens) {
    this.settings = settings;
    this.seed = seed;
    this.trace = new Trace(seed);
    SplittableRandom random = new SplittableRandom(seed);
    this.chance = random.split();
    WorldSettings.Crowd crowd = settings.crowd();
    this.paras =
        new ParaWorld(
            Population.paras(crowd.paras()),
            settings.traffic(),
            Population.rules(settings),
            RelaySettings.STANDARD.genesis(),
            settings.isCaching());
    this.relay =
        new RelayWorld(
            Population.plan(settings, paras.genesisHeads()), settings.relay(), random.split());
    this.computer = new Computer(paras, settings);
    this.observer = new Observer(paras, invariants(), lens);
    SplittableRandom ways = random.split();
    this.population = Population.of(crowd, machines, random.split());
    this.tally =
        Tally.of(
            computer::state,
            relay.chain()::head,
            settings.traffic().bodyUnit(),
            population.hosts());
    VirtualNetwork network =
        new VirtualNetwork(population.hosts().size(), settings.network(), ways);
    if (crowd.isHidden()) {
      population.hosts().stream()
          .filter(host -> host.place().role() == Role.COLLATOR)
          .forEach(host -> network.hide(host.index()));
    }
    this.runner = new NodeRunner(timeline, relay, computer, network, population, tally, observer);
    this.texts = new EventText(population.hosts());
    this.mishaps = new Mishaps(settings.faults(), network, timeline, population.hosts(), chance);
  }

  private List<Invariant> invariants() {
    long quietFrom = Math.max(settings.relay().faultsUntilSlot(), settings.faults().untilSlot());
    int waitBlocksMax = WAIT_BLOCKS_MAX + settings.crowd().threads().waitBlocks();
    List<Invariant> all = new ArrayList<>(ChannelInvariants.of(paras));
    all.add(new NobodyOvertaken());
    all.add(new WatermarkMonotone());
    all.add(new ConstantSupply(paras));
    all.add(new UnverifiedMemory(RoleMachines.figures(settings.traffic().bodyUnit()).load()));
    all.add(new StoredBeforeStated(paras));
    all.add(new Progress(quietFrom + RECOVERY_BLOCKS, waitBlocksMax));
    return all;
  }

  /** Lives all slots, and says what became of it. */
  public WorldReport run() {
    return runUntil(Long.MAX_VALUE);
  }

  /** Shows all that happens from here on to somebody, who can change nothing. */
  public void watchedBy(Onlooker onlooker) {
    this.onlooker = onlooker;
    this.isWatched = true;
    runner.watchedBy(onlooker);
  }

  /** Lives at most so many events. */
  public WorldReport runUntil(long steps) {
    liveUntil(steps);
    return report();
  }

  /** Lives until so many events are taken; false if the world ended before. */
  public boolean liveUntil(long steps) {
    if (timeline.step() == 0) {
      timeline.at(SLOT, -1, new WorldEvent.Slot());
    }
    long end = (settings.slots() + 1L) * SLOT;
    while (timeline.step() < steps && timeline.takeBefore(end, this::take)) {}
    return timeline.step() >= steps;
  }

  /** How many slots of the relay chain have begun. */
  public long slotsBegun() {
    return relay.slot();
  }

  /** How many events are taken. */
  public long step() {
    return timeline.step();
  }

  /** The channels through which its paras send. */
  public List<ChannelId> channels() {
    return settings.traffic().channels(population.paras());
  }

  /** What it is like now. */
  public WorldView view() {
    RelayState head = relay.chain().head();
    SortedMap<ParaId, WorldView.ParaView> paraViews = new TreeMap<>();
    for (ParaId para : head.paras()) {
      int waiting = head.queue(para).entries().size();
      paraViews.put(para, new WorldView.ParaView(head.watermark(para), waiting));
    }
    List<NodeHost> hosts = population.hosts();
    return new WorldView(
        now(),
        relay.slot(),
        head.ref(),
        relay.chain().finalized().ref(),
        paraViews,
        hosts.stream().map(host -> NodeView.of(host, hosts)).toList());
  }

  private When now() {
    return new When(timeline.step(), timeline.nowNanos());
  }

  /** What became of it so far. */
  public WorldReport report() {
    return new WorldReport(seed, trace.hash(), timeline.step(), metrics(), observer.verdicts());
  }

  private Metrics metrics() {
    RelayState head = relay.chain().head();
    return new Metrics(
        observer.chain(head),
        observer.delivery(head),
        tally.network().network(),
        tally.bodies().bodies(),
        tally.bodies().blame(),
        tally.contacts().contacts());
  }

  /** A node crashes now, for so many slots. */
  void crash(int node, int downSlots) {
    runner.crash(population.hosts().get(node), downSlots * SLOT);
  }

  private void take(int node, WorldEvent event) {
    trace.record(timeline.nowNanos(), node, event.kind(), event.content());
    if (isWatched) {
      onlooker.takes(now(), texts.of(node, event));
    }
    if (event instanceof WorldEvent.Slot) {
      slot();
      return;
    }
    NodeHost host = population.hosts().get(node);
    if (event instanceof WorldEvent.Restart) {
      runner.restart(host, newest);
    } else if (host.isUp()) {
      runner.deliver(host, event);
    }
  }

  private void slot() {
    List<ImportedBlock> blocks = relay.nextSlot();
    for (ImportedBlock block : blocks) {
      computer.imported(block.state());
      observer.see(timeline.step(), block);
      onlooker.imported(now(), block);
      NodeInput.BlockImported input =
          new NodeInput.BlockImported(
              block.state(), block.parent(), block.events(), block.isBest());
      newest.addLast(input);
      announce(input);
    }
    Optional<BlockRef> last = Optional.empty();
    for (Optional<BlockRef> next = relay.nextFinal(); next.isPresent(); next = relay.nextFinal()) {
      last = next;
    }
    last.ifPresent(head -> {
      announce(new NodeInput.HeadFinalized(head));
      observer.finalized(head);
      onlooker.finalized(now(), head);
    });
    newest.removeIf(one -> one.state().number() < relay.chain().finalized().number());
    paras.finalized(relay.chain().finalized());
    mishaps.slot(relay.slot());
    tally.network().look(population.hosts());
    timeline.after(SLOT, -1, new WorldEvent.Slot());
  }

  /** Relay blocks reach every node by gossip: late, but in their order, partitions or not. */
  private void announce(NodeInput input) {
    for (NodeHost host : population.hosts()) {
      if (host.isUp()) {
        long delay = settings.network().latency().drawNanos(chance);
        host.toldUntilNanos = Math.max(host.toldUntilNanos, timeline.nowNanos() + delay);
        timeline.at(
            host.toldUntilNanos, host.index(), new WorldEvent.Tell(host.incarnation(), input));
      }
    }
  }
}
