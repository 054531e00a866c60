package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.simulator.event.Timeline;
import dev.fairlead.simulator.event.VirtualClock;
import dev.fairlead.simulator.invariant.NodeAct;
import dev.fairlead.simulator.network.VirtualNetwork;
import dev.fairlead.simulator.relay.RelayWorld;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.para.SentMessage;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.ProbeMac;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets the machines of a world live: tells them what happens to them and carries out, in their
 * order, what they then ask for. Computing and the disk take virtual time.
 */
final class NodeRunner {
  private static final long SYNC = 2 * VirtualClock.MILLI;
  private static final long LOAD = VirtualClock.MILLI;
  private static final long JUDGE_ITEMS = VirtualClock.MILLI;
  private static final long JUDGE_POV = 20 * VirtualClock.MILLI;
  private static final long CODE_POV = 5 * VirtualClock.MILLI;
  private static final long BUILD = 50 * VirtualClock.MILLI;
  private static final long TICK_MIN = VirtualClock.MILLI;

  // Signatures are checked where bytes enter; here nobody forges them.
  private static final Bytes SIGNATURE = Bytes.of(new byte[64]);

  private final Timeline<WorldEvent> timeline;
  private final RelayWorld relay;
  private final Computer computer;
  private final Transport transport;
  private final Observer observer;
  private final List<NodeHost> hosts;
  private final Tally tally;
  private Onlooker onlooker = Onlooker.NOBODY;
  private final GroupMates mates = new GroupMates();

  NodeRunner(
      Timeline<WorldEvent> timeline,
      RelayWorld relay,
      Computer computer,
      VirtualNetwork network,
      Population population,
      Tally tally,
      Observer observer) {
    this.timeline = timeline;
    this.relay = relay;
    this.computer = computer;
    this.observer = observer;
    this.hosts = population.hosts();
    this.transport = new Transport(timeline, network, hosts, this::tell, tally, computer.lengths());
    this.tally = tally;
  }

  void watchedBy(Onlooker onlooker) {
    this.onlooker = onlooker;
  }

  /** An event for a node that is up; what was meant for it before a crash is lost. */
  void deliver(NodeHost host, WorldEvent event) {
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
      case WorldEvent.Crash(long downNanos) -> crash(host, downNanos);
      case WorldEvent.Slot(), WorldEvent.Restart() -> {}
    }
  }

  /** One step of a machine and what it orders. */
  void tell(NodeHost host, NodeInput input) {
    if (!host.isUp()) {
      return;
    }
    List<NodeEffect> orders = new ArrayList<>();
    Machine<NodeInput, NodeEffect> machine = host.machine();
    machine.step(timeline.nowNanos(), input, orders::add);
    tally.bodies().told(host, input, orders);
    see(host, new NodeAct.Step(host.index(), input, orders));
    host.behindSync.addAll(orders);
    carryOut(host);
    long deadline = machine.nextDeadlineNanos();
    if (host.isUp() && deadline < host.tickAtNanos) {
      host.tickAtNanos = Math.max(deadline, timeline.nowNanos() + TICK_MIN);
      timeline.at(host.tickAtNanos, host.index(), new WorldEvent.Tick(host.incarnation()));
    }
  }

  /** Nothing is promised of what a node does that breaks the rules. */
  private void see(NodeHost host, NodeAct act) {
    if (host.isHonest()) {
      observer.see(timeline.step(), act);
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
      case NodeEffect.SignHandOver(var _, long ticket, var _, var unsigned) ->
          transport.answer(host, ticket, unsigned);
      case NodeEffect.StoreItems(var items) -> {
        store(host, items);
        host.beingSynced = items;
        sync(host);
      }
      case NodeEffect.StoreChunk(var candidate, var chunk) -> {
        host.chunks().write(candidate, chunk);
        sync(host);
      }
      case NodeEffect.DropItems(var entries) -> drop(host, entries);
      case NodeEffect.DropChunks(var candidates) -> candidates.forEach(host.chunks()::remove);
      case NodeEffect.LoadItems load -> compute(host, LOAD, load);
      case NodeEffect.MacBodies mac -> compute(host, LOAD, mac);
      case NodeEffect.JudgeItems judge -> compute(host, JUDGE_ITEMS, judge);
      case NodeEffect.JudgePov judge -> compute(host, JUDGE_POV, judge);
      case NodeEffect.CodePov code -> compute(host, CODE_POV, code);
      case NodeEffect.RecoverPov recover -> compute(host, CODE_POV, recover);
      case NodeEffect.JudgeChunk judge -> compute(host, JUDGE_ITEMS, judge);
      case NodeEffect.LoadChunk load -> compute(host, LOAD, load);
      case NodeEffect.BuildBlock build -> compute(host, BUILD, build);
      case NodeEffect.State state -> state(host, state);
      case NodeEffect.Post(var post) -> relay.post(post);
      case NodeEffect.Report _ -> {}
    }
  }

  private void sync(NodeHost host) {
    host.isSyncing = true;
    timeline.after(SYNC, host.index(), new WorldEvent.Synced(host.incarnation()));
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
      case NodeEffect.MacBodies(long ticket, var given, var entries) -> {
        Hash32 nonce =
            given.orElse(new Hash32(timeline.nowNanos(), host.index(), ticket, timeline.step()));
        List<Optional<Hash32>> macs = new ArrayList<>();
        entries.forEach(entry ->
            macs.add(host.disk().read(entry).map(item -> ProbeMac.of(nonce, item.body()))));
        tell(host, new NodeInput.BodiesMacked(ticket, nonce, macs));
      }
      case NodeEffect.JudgeItems judge -> tell(host, computer.judgeItems(judge));
      case NodeEffect.JudgePov judge -> tell(host, computer.judgePov(judge));
      case NodeEffect.CodePov code -> tell(host, computer.codePov(code));
      case NodeEffect.RecoverPov recover -> tell(host, Computer.recoverPov(recover));
      case NodeEffect.JudgeChunk judge -> tell(host, Computer.judgeChunk(judge));
      case NodeEffect.LoadChunk(long ticket, var candidate) ->
          tell(host, new NodeInput.ChunkLoaded(ticket, host.chunks().read(candidate)));
      case NodeEffect.BuildBlock build -> {
        NodeInput.BlockBuilt built = computer.build(host, build);
        built
            .built()
            .flatMap(computer::known)
            .ifPresent(block -> onlooker.built(now(), host.place(), block));
        tell(host, built);
      }
      default -> throw new IllegalStateException("nothing to compute for " + order);
    }
  }

  private void synced(NodeHost host) {
    host.sync();
    host.isSyncing = false;
    onlooker.kept(now(), host.place(), host.beingSynced);
    host.beingSynced = List.of();
    carryOut(host);
  }

  private When now() {
    return new When(timeline.step(), timeline.nowNanos());
  }

  private static void store(NodeHost host, List<Item> items) {
    for (Item item : items) {
      host.disk().write(item.id(), item);
      offer(host, item);
    }
  }

  /** What is for the collator's own para can be built from. */
  private static void offer(NodeHost host, Item item) {
    if (host.place().para().equals(Optional.of(item.id().recipient()))) {
      host.pool().add(Computer.message(item));
      host.pool().addBody(item.body());
    }
  }

  private static void drop(NodeHost host, List<EntryId> entries) {
    List<SentMessage> gone = new ArrayList<>();
    for (EntryId entry : entries) {
      host.disk().read(entry).map(Computer::message).ifPresent(gone::add);
      host.disk().remove(entry);
    }
    if (host.place().para().isPresent()) {
      gone.forEach(host.pool()::drop);
      host.disk().readable().forEach(kept -> keepInPool(host, kept, gone));
    }
  }

  /** Candidates of two forks may send the same message: it stays while one of them is kept. */
  private static void keepInPool(NodeHost host, Item kept, List<SentMessage> gone) {
    SentMessage message = Computer.message(kept);
    boolean isAffected =
        gone.stream()
            .anyMatch(one ->
                one.link().equals(message.link()) || one.bodyHash().equals(message.bodyHash()));
    if (isAffected) {
      offer(host, kept);
    }
  }

  private void state(NodeHost host, NodeEffect.State order) {
    int validator = host.place().seat();
    see(host, new NodeAct.Statement(host.index(), order, host.disk()::isDurable));
    switch (order.kind()) {
      case VALID -> relay.valid(computer.name(order.content()), order.content(), validator);
      case AVAILABLE -> {
        relay.available(order.candidate(), order.content(), validator);
        return; // the group has no use for it
      }
      case INVALID -> {}
    }
    Notification said =
        new Notification.Statement(
            order.kind(), order.candidate(), order.content().session(), validator, SIGNATURE);
    for (int member : mates.of(relay.chain().head().session(), validator)) {
      transport.notify(host, member, said);
    }
  }

  /** A node goes down at once and forgets what its disk has not synced. */
  void crash(NodeHost host, long downNanos) {
    if (host.isUp()) {
      Links connections = host.connections.copy();
      host.crash();
      transport.crashed(host, connections);
      timeline.after(downNanos, host.index(), new WorldEvent.Restart());
    }
  }

  /** A node starts again with what its disk has kept, and follows the relay chain again. */
  void restart(NodeHost host, Iterable<NodeInput.BlockImported> newest) {
    host.restart();
    List<NodeInput.Kept> kept = new ArrayList<>();
    for (Item item : host.disk().readAll()) {
      kept.add(new NodeInput.Kept(item.id(), item.body().size()));
      offer(host, item);
    }
    List<NodeInput.KeptChunk> chunks = new ArrayList<>();
    host.chunks()
        .forEach((candidate, chunk) ->
            chunks.add(new NodeInput.KeptChunk(candidate, chunk.bytes().size())));
    tell(host, new NodeInput.StoreOpened(kept, chunks));
    newest.forEach(block -> tell(host, block));
  }
}
