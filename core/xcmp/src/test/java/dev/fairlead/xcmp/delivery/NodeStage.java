package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.peer.ProbeMac;
import dev.fairlead.xcmp.peer.Role;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCodec;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One node of a dialogue, on a {@link RelayStage}; answers each command with the effects as lines.
 * It plays the owner's store and checks.
 */
final class NodeStage {
  private static final long MILLI = 1_000_000;

  private final RelayStage relay = new RelayStage();
  private final NodeLines lines = new NodeLines(relay);
  private final PeerAnswers answers = new PeerAnswers(relay);
  private final ChunkStage chunks = new ChunkStage(relay);
  private final Map<EntryId, Item> store = new HashMap<>();
  private final Map<Long, NodeEffect> open = new HashMap<>();
  private DeliverySettings settings = DeliverySettings.STANDARD.with(DeliverySettings.Chunks.OFF);
  private Supplier<Machine<NodeInput, NodeEffect>> begin =
      () -> new ValidatorMachine(RelayStage.peer("v0"), settings);
  private Machine<NodeInput, NodeEffect> machine = begin.get();
  private DeliveryStrategy strategy = new DeliveryStrategy.Sending();
  private final Set<PeerId> slowReaders = new HashSet<>();
  private long nowNanos;

  List<String> apply(List<String> words) {
    return switch (words.getFirst()) {
      case "strategy" -> strategy(words.get(1));
      case "chunks",
          "retention",
          "without",
          "places",
          "slots",
          "unchecked",
          "pushing",
          "pipelining" -> {
        settings = StageSettings.after(settings, words.getFirst(), words.getLast());
        yield List.of();
      }
      case "slow" -> {
        slowReaders.add(RelayStage.peer(words.get(1)));
        yield List.of();
      }
      case "sent" ->
          step(new NodeInput.AnswerSent(RelayStage.peer(words.get(1)), number(words.get(2))));
      case "early" -> early(words);
      case "blocks" -> blocks(number(words.get(1)));
      case "push" -> push(words);
      case "validator" -> validator(words.get(1));
      case "collator" -> collator(words);
      case "full-node" -> fullNode(words);
      case "restart" -> restart();
      case "candidate" -> candidate(words);
      case "block" -> block(words);
      case "final" -> step(new NodeInput.HeadFinalized(relay.named(words.get(1)).ref()));
      case "connect" -> connect(words);
      case "lost" -> step(new NodeInput.PeerLost(RelayStage.peer(words.get(1))));
      case "submit" -> submit(words);
      case "fetch" -> fetch(words);
      case "ask-pov" -> askPov(words);
      case "pov" -> pov(number(words.get(1)), words.get(2));
      case "push-chunk" ->
          asked(words.get(1), words.getLast(), chunks.push(words.subList(2, words.size() - 1)));
      case "fetch-chunk" ->
          asked(words.get(1), words.getLast(), chunks.fetch(words.subList(2, words.size() - 1)));
      case "chunk" -> step(chunks.done(taken(number(words.get(1)))));
      case "load" -> load(number(words.get(1)));
      case "check" -> check(words);
      case "answer" -> answer(words);
      case "fail" -> fail(words);
      case "built" -> built(words);
      case "announce" -> announce(words);
      case "have" -> have(words);
      case "probe" -> probe(words);
      case "handover" -> handover(words);
      case "mac" -> mac(number(words.get(1)));
      case "wait" -> {
        nowNanos += number(words.get(1)) * MILLI;
        yield step(new NodeInput.TickElapsed());
      }
      case "state" -> List.of(lines.state(machine));
      default -> throw new IllegalArgumentException("no command " + words);
    };
  }

  private static long number(String word) {
    return Long.parseLong(word.replace("#", ""));
  }

  private List<String> validator(String name) {
    begin = () -> new ValidatorMachine(RelayStage.peer(name), strategy, settings);
    machine = begin.get();
    return importState();
  }

  private List<String> collator(List<String> words) {
    begin = () -> new CollatorMachine(identity(words), strategy, settings);
    machine = begin.get();
    return importState();
  }

  private List<String> strategy(String name) {
    strategy =
        switch (name) {
          case "none" -> new DeliveryStrategy.None();
          case "sending" -> new DeliveryStrategy.Sending();
          case "relayed" -> new DeliveryStrategy.Relayed();
          case "both" -> new DeliveryStrategy.Both();
          case "receiving" -> new DeliveryStrategy.Receiving();
          default -> throw new IllegalArgumentException("no strategy " + name);
        };
    return List.of();
  }

  /** push PEER RECIPIENT NAME … #TICKET: all that waits and was sent by these candidates */
  private List<String> push(List<String> words) {
    List<String> names = words.subList(3, words.size() - 1);
    List<Item> items =
        QueueEntry.pending(relay.state, new ParaId(number(words.get(2)))).stream()
            .filter(entry -> names.contains(relay.nameOf(entry.key().blockHash())))
            .map(entry -> HeldEntries.named(relay.item(entry.key()).orElseThrow(), entry.id()))
            .toList();
    PeerRequest request = new PeerRequest.Push(relay.state.ref().hash(), items);
    return asked(words.get(1), words.getLast(), request);
  }

  /** early PEER RECIPIENT NAME … #TICKET: what these candidates send, by their names */
  private List<String> early(List<String> words) {
    ParaId recipient = new ParaId(number(words.get(2)));
    List<Item> items =
        words.subList(3, words.size() - 1).stream()
            .flatMap(name -> relay.proposals.get(name).outgoing().stream())
            .filter(item -> item.id().recipient().equals(recipient))
            .toList();
    PeerRequest request = new PeerRequest.Push(relay.state.ref().hash(), items);
    return asked(words.get(1), words.getLast(), request);
  }

  /** blocks NUMBER: so many empty ones */
  private List<String> blocks(long number) {
    List<String> said = new ArrayList<>();
    for (long at = 0; at < number; at++) {
      for (String line : block(List.of("block"))) {
        said.add("n" + relay.state.number() + ": " + line);
      }
    }
    return said;
  }

  private List<String> fullNode(List<String> words) {
    begin = () -> new FullNodeMachine(identity(words), DeliverySettings.STANDARD);
    machine = begin.get();
    return importState();
  }

  /** … NAME PARA [PEER …] [PARA=PEER …], the latter full nodes of other paras */
  private static CollatorMachine.Identity identity(List<String> words) {
    List<PeerId> peers = new ArrayList<>();
    SortedMap<ParaId, List<PeerId>> fullNodes = new TreeMap<>();
    for (String word : words.subList(3, words.size())) {
      String[] parts = word.split("=", 2);
      if (parts.length == 1) {
        peers.add(RelayStage.peer(word));
      } else {
        fullNodes.put(new ParaId(number(parts[0])), List.of(RelayStage.peer(parts[1])));
      }
    }
    return new CollatorMachine.Identity(
        RelayStage.peer(words.get(1)), new ParaId(number(words.get(2))), peers, fullNodes);
  }

  /** The node ends and begins again with its store; the block is the first that it hears of. */
  private List<String> restart() {
    machine = begin.get();
    open.clear();
    step(
        new NodeInput.StoreOpened(
            store.values().stream()
                .map(item -> new NodeInput.Kept(item.id(), item.body().size()))
                .toList(),
            chunks.kept()));
    return importState();
  }

  private List<String> importState() {
    return step(new NodeInput.BlockImported(relay.state, relay.parent, relay.events, true));
  }

  /** candidate NAME PARA [RECIPIENT=BODY …] [cut BLOCK/PARA] */
  private List<String> candidate(List<String> words) {
    SortedMap<ParaId, Bytes> bodies = new TreeMap<>();
    Watermark cut = Watermark.endOf(relay.state.number());
    for (int at = 3; at < words.size(); at++) {
      if (words.get(at).equals("cut")) {
        cut = position(words.get(++at));
      } else {
        String[] parts = words.get(at).split("=", 2);
        bodies.put(new ParaId(number(parts[0])), StageSettings.body(parts[1]));
      }
    }
    relay.propose(words.get(1), new ParaId(number(words.get(2))), cut, bodies);
    return List.of();
  }

  static Watermark position(String text) {
    String[] parts = text.split("/", 2);
    return new Watermark(Long.parseLong(parts[0]), new ParaId(Long.parseLong(parts[1])));
  }

  /**
   * block [on BLOCK] [enact NAME …] [back NAME …] [quiet | hidden]: quiet is not the best, hidden
   * the node does not hear of.
   */
  private List<String> block(List<String> words) {
    RelayState on = relay.state;
    List<Candidate> enacted = new ArrayList<>();
    List<Candidate> backed = new ArrayList<>();
    List<Candidate> target = enacted;
    boolean isBest = true;
    boolean isHidden = false;
    for (int at = 1; at < words.size(); at++) {
      switch (words.get(at)) {
        case "on" -> on = relay.named(words.get(++at));
        case "quiet" -> isBest = false;
        case "hidden" -> isHidden = true;
        case "enact" -> target = enacted;
        case "back" -> target = backed;
        default -> target.add(relay.proposals.get(words.get(at)).candidate());
      }
    }
    relay.mine(on, enacted, backed);
    if (isHidden) {
      return List.of();
    }
    return step(new NodeInput.BlockImported(relay.state, relay.parent, relay.events, isBest));
  }

  /** connect PEER [of PARA] */
  private List<String> connect(List<String> words) {
    PeerId peer = RelayStage.peer(words.get(1));
    boolean isValidator = words.get(1).startsWith("v");
    Optional<ParaId> para =
        words.size() > 3 ? Optional.of(new ParaId(number(words.get(3)))) : Optional.empty();
    Role role = isValidator ? Role.VALIDATOR : Role.COLLATOR;
    Notification.Hello hello =
        new Notification.Hello(1, role, para, 0, Hash32.ZERO, Optional.empty());
    return step(
        new NodeInput.PeerConnected(peer, hello, isValidator, StageSettings.address(words.get(1))));
  }

  /** submit PEER NAME #TICKET */
  private List<String> submit(List<String> words) {
    String name = words.get(2);
    Bytes encoded =
        name.equals("garbage")
            ? RelayStage.bytes(name)
            : CandidateCodec.encode(relay.proposals.get(name).candidate());
    PeerRequest request = new PeerRequest.Submit(encoded, RelayStage.bytes("pov " + name));
    return asked(words.get(1), words.get(3), request);
  }

  /** fetch PEER RECIPIENT at BLOCK from POSITION #TICKET [max ITEMS BYTES] */
  private List<String> fetch(List<String> words) {
    Hash32 anchor =
        words.get(4).startsWith("n")
            ? relay.named(words.get(4)).ref().hash()
            : RelayStage.hash(words.get(4));
    boolean isLimited = words.size() > 8;
    PeerRequest request =
        new PeerRequest.Fetch(
            new ParaId(number(words.get(2))),
            anchor,
            position(words.get(6)),
            Optional.empty(),
            isLimited ? (int) number(words.get(9)) : 256,
            isLimited ? number(words.get(10)) : 4 << 20,
            PeerRequest.Want.BODIES);
    return asked(words.get(1), words.get(7), request);
  }

  /** ask-pov PEER NAME #TICKET */
  private List<String> askPov(List<String> words) {
    Hash32 povHash = relay.proposals.get(words.get(2)).candidate().povHash();
    return asked(words.get(1), words.get(3), new PeerRequest.FetchPov(povHash));
  }

  private List<String> asked(String peer, String ticket, PeerRequest request) {
    return step(new NodeInput.Asked(RelayStage.peer(peer), number(ticket), request));
  }

  /** pov #TICKET good|bad */
  private List<String> pov(long ticket, String verdict) {
    NodeEffect.JudgePov order = (NodeEffect.JudgePov) taken(ticket);
    String name = relay.nameOf(order.candidate().hash(Hash32.ZERO));
    return step(
        new NodeInput.PovJudged(
            ticket,
            verdict.equals("good")
                ? Optional.of(relay.proposals.get(name).outgoing())
                : Optional.empty()));
  }

  private List<String> load(long ticket) {
    NodeEffect.LoadItems order = (NodeEffect.LoadItems) taken(ticket);
    List<Optional<Item>> items =
        order.entries().stream().map(key -> Optional.ofNullable(store.get(key))).toList();
    return step(new NodeInput.ItemsLoaded(ticket, items));
  }

  /** check #TICKET FAULT|good … */
  private List<String> check(List<String> words) {
    long ticket = number(words.get(1));
    NodeEffect.JudgeItems order = (NodeEffect.JudgeItems) taken(ticket);
    List<Optional<ItemFault>> faults =
        new ArrayList<>(Collections.nCopies(order.items().size(), Optional.empty()));
    for (int at = 2; at < words.size(); at++) {
      if (!words.get(at).equals("good")) {
        faults.set(at - 2, Optional.of(ItemFault.valueOf(words.get(at))));
      }
    }
    return step(new NodeInput.ItemsJudged(ticket, faults));
  }

  /**
   * answer #TICKET taken | pov NAME | chunk NAME INDEX | CODE [MILLIS] | items NAME>RECIPIENT …
   * [next POSITION]
   */
  private List<String> answer(List<String> words) {
    long ticket = number(words.get(1));
    NodeEffect.Ask ask = (NodeEffect.Ask) taken(ticket);
    PeerResponse response =
        switch (words.get(2)) {
          case "taken" -> new PeerResponse.Taken();
          case "handed" -> answers.handed((PeerRequest.Handover) ask.request(), words);
          case "codes" ->
              answers.codes((PeerRequest.Probe) ask.request(), words.subList(3, words.size()));
          case "unwanted" ->
              new PeerResponse.Pushed(
                  List.of(), List.of(), List.of(new PeerResponse.Rejected(0, ErrorCode.REFUSED)));
          case "pushed" -> new PeerResponse.Pushed(List.of(0), List.of(), List.of());
          case "pov" -> new PeerResponse.PovFound(RelayStage.bytes("pov " + words.get(3)));
          case "chunk" -> chunks.found(words.subList(3, words.size()));
          case "items" -> answers.fetched((PeerRequest.Fetch) ask.request(), words);
          default ->
              new PeerResponse.Refusal(
                  ErrorCode.valueOf(words.get(2)),
                  words.size() > 3 ? number(words.get(3)) : 0,
                  Optional.empty());
        };
    return step(new NodeInput.Answered(ask.peer(), ticket, response));
  }

  /** mac #TICKET: codes of what the store has */
  private List<String> mac(long ticket) {
    NodeEffect.MacBodies order = (NodeEffect.MacBodies) taken(ticket);
    Hash32 nonce = order.nonce().orElse(RelayStage.hash("nonce " + ticket));
    List<Optional<Hash32>> macs =
        order.entries().stream()
            .map(key ->
                Optional.ofNullable(store.get(key)).map(item -> ProbeMac.of(nonce, item.body())))
            .toList();
    return step(new NodeInput.BodiesMacked(ticket, nonce, macs));
  }

  /** probe PEER RECIPIENT NAME … #TICKET: what waits and was sent by these candidates */
  private List<String> probe(List<String> words) {
    List<String> names = words.subList(3, words.size() - 1);
    List<EntryId> entries =
        QueueEntry.pending(relay.state, new ParaId(number(words.get(2)))).stream()
            .filter(entry -> names.contains(relay.nameOf(entry.key().blockHash())))
            .map(QueueEntry::id)
            .toList();
    PeerRequest request = new PeerRequest.Probe(RelayStage.hash("nonce"), entries);
    return asked(words.get(1), words.getLast(), request);
  }

  /** handover PEER RECIPIENT SESSION #TICKET */
  private List<String> handover(List<String> words) {
    ParaId recipient = new ParaId(number(words.get(2)));
    PeerRequest request =
        new PeerRequest.Handover(recipient, number(words.get(3)), Watermark.START);
    return asked(words.get(1), words.get(4), request);
  }

  private List<String> fail(List<String> words) {
    long ticket = number(words.get(1));
    NodeEffect.Ask ask = (NodeEffect.Ask) taken(ticket);
    NodeInput.AskFailure cause = NodeInput.AskFailure.valueOf(words.get(2));
    return step(new NodeInput.AskFailed(ask.peer(), ticket, cause));
  }

  /** built #TICKET NAME|none */
  private List<String> built(List<String> words) {
    long ticket = number(words.get(1));
    taken(ticket);
    Optional<NodeInput.Built> built =
        Optional.ofNullable(relay.proposals.get(words.get(2)))
            .map(one ->
                new NodeInput.Built(
                    one.candidate(), RelayStage.bytes("pov " + words.get(2)), one.outgoing()));
    return step(new NodeInput.BlockBuilt(ticket, built));
  }

  /** announce PEER RECIPIENT: all that waits */
  private List<String> announce(List<String> words) {
    List<Notification.Announced> entries =
        QueueEntry.pending(relay.state, new ParaId(number(words.get(2)))).stream()
            .map(entry -> new Notification.Announced(entry.id(), 1))
            .toList();
    return step(
        new NodeInput.Notified(RelayStage.peer(words.get(1)), new Notification.Announce(entries)));
  }

  /** have PEER RECIPIENT at BLOCK up to POSITION [but NAME …], the latter candidates */
  private List<String> have(List<String> words) {
    RelayState anchor = relay.named(words.get(4));
    ParaId recipient = new ParaId(number(words.get(2)));
    List<String> names = words.size() > 8 ? words.subList(9, words.size()) : List.of();
    List<EntryId> holes =
        QueueEntry.pending(anchor, recipient).stream()
            .filter(entry -> names.contains(relay.nameOf(entry.key().blockHash())))
            .map(QueueEntry::id)
            .toList();
    Notification have =
        new Notification.Have(recipient, anchor.ref().hash(), position(words.get(7)), holes);
    return step(new NodeInput.Notified(RelayStage.peer(words.get(1)), have));
  }

  private NodeEffect taken(long ticket) {
    return Optional.ofNullable(open.remove(ticket))
        .orElseThrow(() -> new IllegalArgumentException("nothing waits for #" + ticket));
  }

  private List<String> step(NodeInput input) {
    List<NodeInput> out = new ArrayList<>();
    List<String> said = new ArrayList<>();
    machine.step(
        nowNanos,
        input,
        effect -> {
          said.add(lines.effect(effect));
          chunks.carryOut(effect);
          switch (effect) {
            case NodeEffect.Answer(var peer, var ticket, PeerResponse.Fetched fetched)
                when StageSettings.isLong(fetched) && !slowReaders.contains(peer) ->
                out.add(new NodeInput.AnswerSent(peer, ticket));
            case NodeEffect.Ask ask -> open.put(ask.ticket(), ask);
            case NodeEffect.LoadItems load -> open.put(load.ticket(), load);
            case NodeEffect.MacBodies mac -> open.put(mac.ticket(), mac);
            case NodeEffect.JudgeItems judge -> open.put(judge.ticket(), judge);
            case NodeEffect.JudgePov judge -> open.put(judge.ticket(), judge);
            case NodeEffect.BuildBlock build -> open.put(build.ticket(), build);
            case NodeEffect.CodePov code -> open.put(code.ticket(), code);
            case NodeEffect.RecoverPov recover -> open.put(recover.ticket(), recover);
            case NodeEffect.JudgeChunk judge -> open.put(judge.ticket(), judge);
            case NodeEffect.LoadChunk load -> open.put(load.ticket(), load);
            case NodeEffect.StoreItems keep ->
                keep.items().forEach(item -> store.put(item.id(), item));
            case NodeEffect.DropItems drop -> drop.entries().forEach(store::remove);
            default -> {}
          }
        });
    out.forEach(sent -> machine.step(nowNanos, sent, effect -> said.add(lines.effect(effect))));
    long deadline = machine.nextDeadlineNanos();
    if (deadline != Long.MAX_VALUE) {
      said.add("wakes in " + (deadline - nowNanos) / MILLI + " ms");
    }
    return said;
  }
}
