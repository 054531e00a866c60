package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.simulator.event.Timeline;
import dev.fairlead.simulator.event.Trace;
import dev.fairlead.simulator.event.VirtualClock;
import dev.fairlead.simulator.invariant.ConstantSupply;
import dev.fairlead.simulator.invariant.Deliveries;
import dev.fairlead.simulator.invariant.Fact;
import dev.fairlead.simulator.invariant.Invariant;
import dev.fairlead.simulator.invariant.NobodyOvertaken;
import dev.fairlead.simulator.invariant.Progress;
import dev.fairlead.simulator.network.VirtualNetwork;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.simulator.relay.RelayPlan;
import dev.fairlead.simulator.relay.RelayWorld;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.para.ParaSettings;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.Role;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.Validator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final ChannelLimits LIMITS = new ChannelLimits(256, 1 << 24, 1 << 20);
  private static final long SYNC = 2 * VirtualClock.MILLI;
  private static final long LOAD = VirtualClock.MILLI;
  private static final long JUDGE_ITEMS = VirtualClock.MILLI;
  private static final long JUDGE_POV = 20 * VirtualClock.MILLI;
  private static final long BUILD = 50 * VirtualClock.MILLI;
  private static final long TICK_MIN = VirtualClock.MILLI;
  private static final int RECOVERY_BLOCKS = 12;
  private static final int WAIT_BLOCKS_MAX = 20;

  private final WorldSettings settings;
  private final long seed;
  private final Timeline<WorldEvent> timeline = new Timeline<>(1 << 12);
  private final Trace trace;
  private final SplittableRandom chance;
  private final VirtualNetwork network;
  private final ParaWorld paras;
  private final RelayWorld relay;
  private final Computer computer;
  private final Observer observer;
  private final Transport transport;
  private final Counters counters = new Counters();
  private final List<NodeHost> hosts = new ArrayList<>();
  private final Deque<NodeInput.BlockImported> newest = new ArrayDeque<>();

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
    List<ParaId> ids = new ArrayList<>();
    for (int i = 0; i < crowd.paras(); i++) {
      ids.add(new ParaId(1_000 + i));
    }
    this.paras =
        new ParaWorld(ids, settings.traffic(), ParaSettings.STANDARD, settings.isCaching());
    this.relay = new RelayWorld(plan(ids), settings.relay(), random.split());
    this.computer = new Computer(paras, crowd.collatorsPerPara());
    this.observer = new Observer(paras, invariants(), lens);
    int nodes = crowd.validators() + crowd.paras() * crowd.collatorsPerPara();
    this.network = new VirtualNetwork(nodes, settings.network(), random.split());
    populate(machines, ids, random.split());
    this.transport = new Transport(timeline, network, hosts, this::tell, counters);
  }

  private RelayPlan plan(List<ParaId> ids) {
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < settings.crowd().validators(); i++) {
      validators.add(new Validator(Hash32.ofNumber(i + 1L), peer(i).bytes(), List.of()));
    }
    return new RelayPlan(
        RelaySettings.STANDARD,
        validators,
        settings.crowd().groupSize(),
        paras.genesisHeads(),
        settings.traffic().channels(ids),
        LIMITS,
        true);
  }

  private List<Invariant> invariants() {
    long quietFrom = Math.max(settings.relay().faultsUntilSlot(), settings.faults().untilSlot());
    return List.of(
        new Deliveries(),
        new NobodyOvertaken(),
        new ConstantSupply(paras),
        new Progress(quietFrom + RECOVERY_BLOCKS, WAIT_BLOCKS_MAX));
  }

  private void populate(Machines machines, List<ParaId> ids, SplittableRandom random) {
    for (int seat = 0; seat < settings.crowd().validators(); seat++) {
      PeerId self = peer(hosts.size());
      NodeHost.Place place = new NodeHost.Place(self, Role.VALIDATOR, Optional.empty(), seat);
      hosts.add(new NodeHost(hosts.size(), place, () -> machines.validator(self), random.split()));
    }
    for (ParaId para : ids) {
      List<PeerId> all = new ArrayList<>();
      for (int seat = 0; seat < settings.crowd().collatorsPerPara(); seat++) {
        all.add(peer(hosts.size() + seat));
      }
      for (int seat = 0; seat < all.size(); seat++) {
        PeerId self = all.get(seat);
        List<PeerId> others = all.stream().filter(one -> !one.equals(self)).toList();
        NodeHost.Place place = new NodeHost.Place(self, Role.COLLATOR, Optional.of(para), seat);
        hosts.add(
            new NodeHost(
                hosts.size(), place, () -> machines.collator(self, para, others), random.split()));
      }
    }
  }

  private static PeerId peer(int index) {
    return new PeerId(Bytes.of(new byte[] {(byte) (index >>> 8), (byte) index}));
  }

  /** Lives all slots, and says what became of it. */
  public WorldReport run() {
    return runUntil(Long.MAX_VALUE);
  }

  /** Lives at most so many events. */
  public WorldReport runUntil(long steps) {
    if (timeline.step() == 0) {
      timeline.at(SLOT, -1, new WorldEvent.Slot());
    }
    long end = (settings.slots() + 1L) * SLOT;
    while (timeline.step() < steps && timeline.takeBefore(end, this::take)) {}
    return new WorldReport(
        seed,
        trace.hash(),
        timeline.step(),
        observer.metrics(relay.chain().head(), counters),
        observer.verdicts());
  }

  private void take(int node, WorldEvent event) {
    trace.record(timeline.nowNanos(), node, event.kind(), event.content());
    if (event instanceof WorldEvent.Slot) {
      slot();
      return;
    }
    NodeHost host = hosts.get(node);
    if (event instanceof WorldEvent.Restart) {
      host.restart();
      newest.forEach(block -> tell(host, block));
    } else if (host.isUp()) {
      deliver(host, event);
    }
  }

  private void deliver(NodeHost host, WorldEvent event) {
    switch (event) {
      case WorldEvent.Tell(int incarnation, NodeInput input) -> {
        if (incarnation == host.incarnation()) {
          tell(host, input);
        }
      }
      case WorldEvent.Tick(int incarnation) -> {
        if (incarnation == host.incarnation()) {
          tick(host);
        }
      }
      case WorldEvent.Synced(int incarnation) -> {
        if (incarnation == host.incarnation()) {
          synced(host);
        }
      }
      case WorldEvent.Computed(int incarnation, NodeEffect order) -> {
        if (incarnation == host.incarnation()) {
          computed(host, order);
        }
      }
      case WorldEvent.DialEnds(int incarnation, int target) -> {
        if (incarnation == host.incarnation()) {
          transport.dialEnds(host, target);
        }
      }
      case WorldEvent.Notice notice -> transport.notice(host, notice);
      case WorldEvent.Request(OpenAsk ask) -> transport.requested(host, ask);
      case WorldEvent.Reply(OpenAsk ask, var response) -> transport.replied(host, ask, response);
      case WorldEvent.Overdue(OpenAsk ask) -> transport.overdue(ask);
      case WorldEvent.Broken(int peer, long connection) -> transport.broken(host, peer, connection);
      case WorldEvent.Slot(), WorldEvent.Restart() -> {}
    }
  }

  private void slot() {
    List<ImportedBlock> blocks = relay.nextSlot();
    for (ImportedBlock block : blocks) {
      computer.imported(block.state());
      observer.see(timeline.step(), block);
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
    last.ifPresent(head -> announce(new NodeInput.HeadFinalized(head)));
    newest.removeIf(one -> one.state().number() < relay.chain().finalized().number());
    paras.finalized(relay.chain().finalized());
    faults();
    timeline.after(SLOT, -1, new WorldEvent.Slot());
  }

  /** Relay blocks reach every node by gossip: late, but in their order, partitions or not. */
  private void announce(NodeInput input) {
    for (NodeHost host : hosts) {
      if (host.isUp()) {
        long delay = settings.network().latency().drawNanos(chance);
        host.toldUntilNanos = Math.max(host.toldUntilNanos, timeline.nowNanos() + delay);
        timeline.at(
            host.toldUntilNanos, host.index(), new WorldEvent.Tell(host.incarnation(), input));
      }
    }
  }

  private void faults() {
    WorldSettings.Faults faults = settings.faults();
    long slot = relay.slot();
    boolean isFaulty = slot < faults.untilSlot();
    if (isFaulty && faults.crashEverySlots() > 0 && slot % faults.crashEverySlots() == 0) {
      crash(hosts.get(chance.nextInt(hosts.size())), faults.downSlots());
    }
    if (faults.partitionEverySlots() > 0) {
      long phase = slot % faults.partitionEverySlots();
      if (isFaulty && phase == 0) {
        BitSet apart = new BitSet();
        hosts.stream()
            .filter(_ -> chance.nextDouble() < faults.partitionShare())
            .forEach(host -> apart.set(host.index()));
        network.cutOff(apart);
      } else if (!isFaulty || phase >= faults.partitionSlots()) {
        network.heal();
      }
    }
  }

  private void crash(NodeHost host, int downSlots) {
    if (host.isUp()) {
      Map<Integer, Long> connections = new TreeMap<>(host.connections);
      host.crash();
      transport.crashed(host, connections);
      timeline.after(downSlots * SLOT, host.index(), new WorldEvent.Restart());
    }
  }

  /** One step of a machine and what it orders. */
  private void tell(NodeHost host, NodeInput input) {
    if (!host.isUp()) {
      return;
    }
    List<NodeEffect> orders = new ArrayList<>();
    Machine<NodeInput, NodeEffect> machine = host.machine();
    machine.step(timeline.nowNanos(), input, orders::add);
    host.behindSync.addAll(orders);
    carryOut(host);
    long deadline = machine.nextDeadlineNanos();
    if (host.isUp() && deadline < host.tickAtNanos) {
      host.tickAtNanos = Math.max(deadline, timeline.nowNanos() + TICK_MIN);
      timeline.at(host.tickAtNanos, host.index(), new WorldEvent.Tick(host.incarnation()));
    }
  }

  private void tick(NodeHost host) {
    if (host.tickAtNanos > timeline.nowNanos()) {
      return; // an earlier tick has taken its place
    }
    host.tickAtNanos = Long.MAX_VALUE;
    if (host.machine().nextDeadlineNanos() <= timeline.nowNanos()) {
      tell(host, new NodeInput.TickElapsed());
    } else {
      tellDeadline(host);
    }
  }

  private void tellDeadline(NodeHost host) {
    long deadline = host.machine().nextDeadlineNanos();
    if (deadline != Long.MAX_VALUE) {
      host.tickAtNanos = deadline;
      timeline.at(deadline, host.index(), new WorldEvent.Tick(host.incarnation()));
    }
  }

  /** Carries orders out until one must wait for the disk; then all later ones wait too. */
  private void carryOut(NodeHost host) {
    while (!host.isSyncing && !host.behindSync.isEmpty()) {
      carryOut(host, host.behindSync.removeFirst());
    }
  }

  private void carryOut(NodeHost host, NodeEffect order) {
    switch (order) {
      case NodeEffect.Dial(var peer) -> transport.dial(host, peer);
      case NodeEffect.Disconnect(var peer) -> transport.disconnect(host, peer);
      case NodeEffect.Notify(var peer, var notification) ->
          transport.notify(host, peer, notification);
      case NodeEffect.Ask ask -> transport.ask(host, ask);
      case NodeEffect.Answer(var _, long ticket, var response) ->
          transport.answer(host, ticket, response);
      case NodeEffect.StoreItems(var items) -> {
        store(host, items);
        host.isSyncing = true;
        timeline.after(SYNC, host.index(), new WorldEvent.Synced(host.incarnation()));
      }
      case NodeEffect.DropItems(var entries) -> drop(host, entries);
      case NodeEffect.LoadItems load -> compute(host, LOAD, load);
      case NodeEffect.JudgeItems judge -> compute(host, JUDGE_ITEMS, judge);
      case NodeEffect.JudgePov judge -> compute(host, JUDGE_POV, judge);
      case NodeEffect.BuildBlock build -> compute(host, BUILD, build);
      case NodeEffect.State state -> state(host, state);
      case NodeEffect.Post(var post) -> relay.post(post);
      case NodeEffect.Report _ -> {}
    }
  }

  private void compute(NodeHost host, long takes, NodeEffect order) {
    timeline.after(takes, host.index(), new WorldEvent.Computed(host.incarnation(), order));
  }

  private void computed(NodeHost host, NodeEffect order) {
    switch (order) {
      case NodeEffect.LoadItems(long ticket, var entries) -> {
        List<Optional<Item>> items = new ArrayList<>();
        entries.forEach(entry -> items.add(host.disk().read(entry)));
        tell(host, new NodeInput.ItemsLoaded(ticket, items));
      }
      case NodeEffect.JudgeItems judge -> tell(host, computer.judgeItems(judge));
      case NodeEffect.JudgePov judge -> tell(host, computer.judgePov(judge));
      case NodeEffect.BuildBlock build -> tell(host, computer.build(host, build));
      default -> throw new IllegalStateException("nothing to compute for " + order);
    }
  }

  private void synced(NodeHost host) {
    host.disk().sync();
    host.isSyncing = false;
    carryOut(host);
  }

  private static void store(NodeHost host, List<Item> items) {
    for (Item item : items) {
      host.disk().write(item.id(), item);
      if (host.place().para().equals(Optional.of(item.id().recipient()))) {
        host.pool().add(Computer.message(item));
        host.pool().addBody(item.body());
      }
    }
  }

  private static void drop(NodeHost host, List<EntryId> entries) {
    for (EntryId entry : entries) {
      host.disk().read(entry).ifPresent(item -> host.pool().dropBody(item.link().bodyHash()));
      host.disk().remove(entry);
    }
  }

  private void state(NodeHost host, NodeEffect.State order) {
    int validator = host.place().seat();
    switch (order.kind()) {
      case VALID -> relay.valid(order.content(), validator);
      case AVAILABLE -> relay.available(order.content(), validator);
      case INVALID -> {}
    }
    Notification said =
        new Notification.Statement(
            order.kind(), order.candidate(), order.content().session(), validator, SIGNATURE);
    for (List<Integer> group : relay.chain().head().session().groups()) {
      if (group.contains(validator)) {
        group.stream()
            .filter(member -> member != validator)
            .sorted()
            .forEach(member -> transport.notify(host, hosts.get(member).place().peer(), said));
      }
    }
  }

  // Signatures are checked where bytes enter; here nobody forges them.
  private static final Bytes SIGNATURE = Bytes.of(new byte[64]);
}
