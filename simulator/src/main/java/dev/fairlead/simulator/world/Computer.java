package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.delivery.ItemCheck;
import dev.fairlead.xcmp.delivery.ItemFault;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.erasure.ErasureCode;
import dev.fairlead.xcmp.erasure.ErasureTree;
import dev.fairlead.xcmp.erasure.Recovery;
import dev.fairlead.xcmp.para.Collation;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.para.SentMessage;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.LinkRecord;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Answers the effects of machines that compute: the real rules, without a network. */
final class Computer {
  private static final int STATES_KEPT = 64;
  private static final int CODED_KEPT = 256;

  private final ParaWorld paras;
  private final SequencedMap<Hash32, RelayState> states = new LinkedHashMap<>();
  private final Map<Hash32, List<Item>> items = new HashMap<>(); // by candidate
  private final SequencedMap<Hash32, ErasureTree> coded = new LinkedHashMap<>(); // by candidate
  private final boolean isCaching;
  private final WorldSettings.Crowd crowd;
  private final Set<ParaId> threads;
  private final Lengths lengths;

  Computer(ParaWorld paras, WorldSettings settings) {
    this.paras = paras;
    this.crowd = settings.crowd();
    this.threads = Population.threads(crowd);
    this.lengths = new Lengths(settings.traffic().bodyUnit());
    this.isCaching = settings.isCaching();
  }

  /** How long what is computed is on its way. */
  Lengths lengths() {
    return lengths;
  }

  void imported(RelayState state) {
    states.putLast(state.ref().hash(), state);
    if (states.size() > STATES_KEPT) {
      states.pollFirstEntry();
    }
    items.keySet().removeIf(candidate -> paras.block(candidate).isEmpty());
  }

  /** The hash of a candidate. */
  Hash32 name(Candidate candidate) {
    return paras.name(candidate);
  }

  /** The state of a relay block, if it is among the newest. */
  Optional<RelayState> state(Hash32 block) {
    return Optional.ofNullable(states.get(block));
  }

  NodeInput judgeItems(NodeEffect.JudgeItems order) {
    RelayState state = states.get(order.anchor());
    List<Optional<ItemFault>> faults = new ArrayList<>();
    for (Item item : order.items()) {
      faults.add(
          state == null
              ? Optional.of(ItemFault.UNKNOWN_RELAY_BLOCK)
              : ItemCheck.judge(state, item).fault());
    }
    return new NodeInput.ItemsJudged(order.ticket(), faults);
  }

  NodeInput judgePov(NodeEffect.JudgePov order) {
    RelayState state = ruling(order.candidate());
    Hash32 name = name(order.candidate());
    if (paras.judge(name, order.candidate(), order.pov(), state)
        instanceof PovVerdict.Valid(var _, var _, var sent)) {
      List<Item> outgoing = items(name, sent);
      return new NodeInput.PovJudged(order.ticket(), Optional.of(outgoing));
    }
    return new NodeInput.PovJudged(order.ticket(), Optional.empty());
  }

  /**
   * The state that says what the relay chain prescribes: that of the relay parent, or the newest if
   * that one is long past. A candidate that was included then is rebuilt from chunks.
   */
  private RelayState ruling(Candidate candidate) {
    RelayState parent = states.get(candidate.relayParent());
    return parent != null ? parent : states.lastEntry().getValue();
  }

  NodeInput codePov(NodeEffect.CodePov order) {
    ErasureTree tree = isCaching ? coded.get(order.candidate()) : null;
    if (tree == null) {
      tree = ErasureCode.encode(order.validators(), order.pov());
    }
    if (isCaching) {
      coded.putLast(order.candidate(), tree);
      if (coded.size() > CODED_KEPT) {
        coded.pollFirstEntry();
      }
    }
    return new NodeInput.PovCoded(
        order.ticket(), order.indexes().stream().map(tree::chunk).toList());
  }

  static NodeInput recoverPov(NodeEffect.RecoverPov order) {
    Recovery recovery =
        ErasureCode.recover(order.validators(), order.erasureRoot(), order.chunks());
    return new NodeInput.PovRecovered(
        order.ticket(),
        recovery instanceof Recovery.Recovered(Bytes pov) ? Optional.of(pov) : Optional.empty());
  }

  static NodeInput judgeChunk(NodeEffect.JudgeChunk order) {
    boolean isGood = ErasureTree.leadsTo(order.erasureRoot(), order.validators(), order.chunk());
    return new NodeInput.ChunkJudged(order.ticket(), isGood);
  }

  /**
   * A para's collators take turns, so that they do not compete for one place. A thread pays for one
   * block in so many.
   */
  NodeInput.BlockBuilt build(NodeHost host, NodeEffect.BuildBlock order) {
    RelayState state = states.get(order.relayParent());
    Optional<NodeInput.Built> built = Optional.empty();
    if (state != null && isTurn(host.place(), state.number())) {
      built = build(host, state, order.cut());
    }
    return new NodeInput.BlockBuilt(order.ticket(), built);
  }

  /** A block that was built here. */
  Optional<KnownBlock> known(NodeInput.Built built) {
    RelayState state = states.get(built.candidate().relayParent());
    return state == null
        ? Optional.empty()
        : paras.block(built.candidate().hash(state.settings().genesis()));
  }

  private boolean isTurn(Place place, long block) {
    ParaId para = place.para().orElseThrow();
    int gap = threads.contains(para) ? crowd.threads().gapBlocks() : 1;
    long moved = block + para.value() % gap; // threads do not all build at once
    return moved % gap == 0 && moved / gap % crowd.collatorsPerPara() == place.seat();
  }

  private Optional<NodeInput.Built> build(NodeHost host, RelayState state, Watermark cut) {
    ParaId para = host.place().para().orElseThrow();
    return switch (paras.build(para, state, Optional.of(cut), host.pool())) {
      case Collation.Built built -> {
        lengths.built(built);
        List<Item> outgoing = items(name(built.candidate()), built.outcome().sent());
        yield Optional.of(new NodeInput.Built(built.candidate(), built.pov(), outgoing));
      }
      case Collation.Refused _ -> Optional.empty();
    };
  }

  /** What a candidate sends, as items that are named by it (AM15). */
  private List<Item> items(Hash32 candidate, List<PovVerdict.Sent> sent) {
    return paras.isCaching()
        ? items.computeIfAbsent(candidate, name -> made(name, sent))
        : made(candidate, sent);
  }

  private static List<Item> made(Hash32 candidate, List<PovVerdict.Sent> sent) {
    List<Item> items = new ArrayList<>();
    for (PovVerdict.Sent one : sent) {
      SentMessage message = one.message();
      LinkRecord link =
          new LinkRecord(
              message.bodyHash(),
              message.prevBlock(),
              message.prevLink(),
              message.link(),
              message.bodyBytes());
      EntryId id =
          new EntryId(message.channel().sender(), message.channel().recipient(), 0, candidate);
      items.add(new Item(id, link, message.proof(), one.body()));
    }
    return List.copyOf(items);
  }

  /** The message of an item, as a para's block builder knows it. */
  static SentMessage message(Item item) {
    LinkRecord link = item.link();
    return new SentMessage(
        item.id().channel(),
        link.prevLinkHash(),
        link.prevBlock(),
        link.bodyHash(),
        link.bodyBytes(),
        item.headProof());
  }
}
