package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.BlockOutcome;
import dev.fairlead.xcmp.para.Collation;
import dev.fairlead.xcmp.para.Collator;
import dev.fairlead.xcmp.para.LedgerEntry;
import dev.fairlead.xcmp.para.MessageBatch;
import dev.fairlead.xcmp.para.MessagePool;
import dev.fairlead.xcmp.para.ParaChain;
import dev.fairlead.xcmp.para.ParaSettings;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.PovCheck;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.para.RelayClaim;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.para.ValidationFunction;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Two senders and one recipient with their collators, and the validators' check. Every block that
 * is built is checked and remembered, and its messages reach the recipient at once.
 */
final class Paras {
  static final ParaId FIRST = new ParaId(1000);
  static final ParaId SECOND = new ParaId(1001);
  static final ParaId RECIPIENT = new ParaId(2000);
  static final List<ParaId> ALL = List.of(FIRST, SECOND, RECIPIENT);
  static final long BALANCE = 100;
  private static final Hash32 PURSE = Hash32.ofNumber(0xffff);
  private static final BlockOutcome GENESIS =
      BlockOutcome.genesis(TokenLedger.genesis(new TreeMap<>(Map.of(PURSE, BALANCE))));

  private final UnaryOperator<List<Message>> reading;
  private final PovCheck check;
  // chunks say nothing about messages, and coding would take most of the time
  private static final ParaSettings UNCODED = ParaSettings.STANDARD.uncoded();

  private final MessagePool pool = new MessagePool(RECIPIENT);
  private final Map<ParaId, ParaChain> chains = new HashMap<>();
  private final Map<ParaId, Collator> collators = new HashMap<>();
  private final Map<Hash32, Draft> drafts = new HashMap<>();
  private final Map<Order, Optional<Draft>> built = new HashMap<>();

  /**
   * Paras that may have a fault.
   *
   * @param function what they compute
   * @param reading what becomes of a block's messages between proof and para; identity is right
   */
  Paras(ValidationFunction function, UnaryOperator<List<Message>> reading) {
    this.reading = reading;
    this.check = new PovCheck(function, UNCODED);
    for (ParaId para : ALL) {
      ParaChain chain = new ParaChain(para, GENESIS);
      chains.put(para, chain);
      collators.put(para, new Collator(chain, pool(para), function, UNCODED));
    }
  }

  private MessagePool pool(ParaId para) {
    return para.equals(RECIPIENT) ? pool : new MessagePool(para);
  }

  static Hash32 genesisHead() {
    return GENESIS.head();
  }

  /** What a para is to build, and on which relay state. */
  private record Order(
      Hash32 relayParent, ParaId para, Hash32 parent, boolean isSending, Optional<Watermark> cut) {}

  /**
   * A block that passed the validators' check.
   *
   * @param candidate that asks to be included
   * @param relayParent number of the relay parent
   * @param sent how many messages the para has sent up to this block
   * @param isSending whether this block sends one
   * @param received by this block
   * @param receivedBefore by the blocks before it
   */
  record Draft(
      Candidate candidate,
      long relayParent,
      int sent,
      boolean isSending,
      List<Message> received,
      List<Message> receivedBefore) {
    ParaId para() {
      return candidate.para();
    }

    Hash32 head() {
      return candidate.head();
    }

    List<Message> receivedInAll() {
      return History.joined(receivedBefore, received);
    }
  }

  Optional<Draft> draft(Hash32 head) {
    return Optional.ofNullable(drafts.get(head));
  }

  /** What a para remembers after a block. */
  ParaStorage storage(ParaId para, Hash32 head) {
    BlockOutcome block = chain(para).block(head).orElseThrow();
    return ParaStorage.of(para, block.state());
  }

  Hash32 stateRoot(ParaId para, Hash32 head) {
    return chain(para).block(head).orElseThrow().header().stateRoot();
  }

  ParaChain chain(ParaId para) {
    return java.util.Objects.requireNonNull(chains.get(para));
  }

  long tokens(ParaId para, Hash32 head) {
    try {
      return TokenLedger.total(storage(para, head));
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e);
    }
  }

  Watermark watermark(Hash32 head) {
    try {
      return storage(RECIPIENT, head).ingress().watermark();
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e);
    }
  }

  /** Builds a block with a message; empty if it cannot leave with this block. */
  Optional<Draft> send(RelayState relay, ParaId para, Hash32 parent) {
    return cached(relay, new Order(relay.ref().hash(), para, parent, true, Optional.empty()));
  }

  /** Builds a block up to a cut; without one as far as the bodies go. */
  Optional<Draft> advance(RelayState relay, ParaId para, Hash32 parent, Optional<Watermark> cut) {
    return cached(relay, new Order(relay.ref().hash(), para, parent, false, cut));
  }

  private Optional<Draft> cached(RelayState relay, Order order) {
    Optional<Draft> known = built.get(order);
    if (known == null) {
      known = build(relay, order, true);
      built.put(order, known);
    }
    return known;
  }

  /** As {@link #advance} without a cut, but the block is not kept. */
  Optional<Draft> tryOut(RelayState relay, ParaId para, Hash32 parent) {
    Order order = new Order(relay.ref().hash(), para, parent, false, Optional.empty());
    return build(relay, order, false);
  }

  private Optional<Draft> build(RelayState relay, Order order, boolean isKept) {
    int sent = draft(order.parent()).map(Draft::sent).orElse(0) + (order.isSending() ? 1 : 0);
    List<Bytes> transactions = order.isSending() ? List.of(transfer(sent).encode()) : List.of();
    Collator collator = java.util.Objects.requireNonNull(collators.get(order.para()));
    Collation collation =
        collator.build(new Collator.Order(relay, order.parent(), transactions, order.cut()));
    if (!(collation instanceof Collation.Built block)) {
      return Optional.empty();
    }
    boolean isSent = !block.outcome().sent().isEmpty();
    PovVerdict verdict =
        check.judge(block.candidate(), block.pov(), RelayClaim.of(relay, order.para()));
    if (isSent != order.isSending() || !(verdict instanceof PovVerdict.Valid valid)) {
      return Optional.empty();
    }
    List<Message> before = draft(order.parent()).map(Draft::receivedInAll).orElse(List.of());
    List<Message> received = reading.apply(received(valid, block));
    Draft draft = new Draft(block.candidate(), relay.number(), sent, isSent, received, before);
    if (isKept) {
      chain(order.para()).add(block.outcome());
      block.outcome().sent().forEach(pool::add);
      drafts.put(draft.head(), draft);
    }
    return Optional.of(draft);
  }

  private static LedgerEntry transfer(int number) {
    return new LedgerEntry.Transfer(PURSE, RECIPIENT, Hash32.ofNumber(number), 1);
  }

  private static List<Message> received(PovVerdict.Valid valid, Collation.Built block) {
    Map<ParaId, Integer> taken = new HashMap<>();
    List<Message> received = new ArrayList<>();
    for (Watermark entry : valid.consumed()) {
      int index = taken.merge(entry.para(), 1, Integer::sum) - 1;
      for (ChannelProof channel : block.proof().ingress().channels()) {
        if (channel.sender().equals(entry.para())) {
          for (int number : numbers(channel.bodies().get(index))) {
            received.add(new Message(entry.block(), entry.para(), number));
          }
        }
      }
    }
    return received;
  }

  private static List<Integer> numbers(Bytes body) {
    try {
      List<Integer> numbers = new ArrayList<>();
      for (Bytes message : MessageBatch.decode(body)) {
        if (LedgerEntry.decode(message) instanceof LedgerEntry.Mint(Hash32 to, long _)) {
          numbers.add(to.toByteArray()[31] & 0xff);
        }
      }
      return numbers;
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
