package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.BlockOutcome;
import dev.fairlead.xcmp.para.Collation;
import dev.fairlead.xcmp.para.Collator;
import dev.fairlead.xcmp.para.LedgerEntry;
import dev.fairlead.xcmp.para.MessagePool;
import dev.fairlead.xcmp.para.ParaChain;
import dev.fairlead.xcmp.para.ParaSettings;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.PovCheck;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.para.RelayClaim;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.PostedBody;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The paras of a script: token ledgers with one collator each. What a para sends, the recipient's
 * collator has at once, unless the script withholds it.
 */
final class ParaPlay {
  private static final TokenLedger LEDGER = new TokenLedger();

  private final SortedMap<ParaId, Side> sides = new TreeMap<>();
  private final List<PovVerdict.Sent> everything = new ArrayList<>();
  private final Set<ChannelId> withheld = new HashSet<>();
  private final SortedMap<String, Hash32> accounts = new TreeMap<>();

  /**
   * One para.
   *
   * @param chain its blocks
   * @param pool what its collator has got hold of
   * @param all everything that was ever sent to it
   * @param transactions for its next block
   */
  private record Side(
      ParaChain chain, MessagePool pool, MessagePool all, List<Bytes> transactions) {}

  /** Makes a para; answers its first head. */
  Hash32 register(ParaId para, SortedMap<String, Long> balances) {
    SortedMap<Hash32, Long> byAccount = new TreeMap<>();
    balances.forEach((name, balance) -> byAccount.put(account(name), balance));
    BlockOutcome genesis = BlockOutcome.genesis(TokenLedger.genesis(byAccount));
    sides.putIfAbsent(
        para,
        new Side(
            new ParaChain(para, genesis),
            new MessagePool(para),
            new MessagePool(para),
            new ArrayList<>()));
    return genesis.head();
  }

  /** The account of an owner, on every para. */
  Hash32 account(String name) {
    return accounts.computeIfAbsent(name, owner -> Names.hashOf("account " + owner));
  }

  /** All owners that were named. */
  Map<String, Hash32> accounts() {
    return accounts;
  }

  boolean isKnown(ParaId para) {
    return sides.containsKey(para);
  }

  void send(ChannelId channel, Bytes payload) {
    side(channel.sender())
        .transactions()
        .add(new LedgerEntry.Send(channel.recipient(), payload).encode());
  }

  void transfer(ScriptCommand.Transfer wish) {
    LedgerEntry.Transfer transfer =
        new LedgerEntry.Transfer(
            account(wish.payer()), wish.to(), account(wish.payee()), wish.amount());
    side(wish.from()).transactions().add(transfer.encode());
  }

  /** Whether the recipient's collator gets bodies of a channel; what was withheld it gets now. */
  void setDelivered(ChannelId channel, boolean isDelivered) {
    if (!isDelivered) {
      withheld.add(channel);
    } else if (withheld.remove(channel)) {
      Side recipient = side(channel.recipient());
      for (PovVerdict.Sent sent : sentOn(channel)) {
        recipient.pool().add(sent);
      }
    }
  }

  private List<PovVerdict.Sent> sentOn(ChannelId channel) {
    return everything.stream().filter(one -> one.message().channel().equals(channel)).toList();
  }

  /** Builds a block of a para. Its transactions are in it, or wait on if there is no block. */
  Collation build(ParaId para, RelayState on, Hash32 parentHead, ScriptCommand.CandidateWish wish) {
    Side side = side(para);
    for (PostedBody post : on.posts(para)) {
      side.pool().addBody(post.body());
    }
    Collator collator = new Collator(side.chain(), side.pool(), LEDGER, settings(wish));
    Collation collation =
        collator.build(new Collator.Order(on, parentHead, side.transactions(), wish.cut()));
    if (collation instanceof Collation.Built built) {
      side.transactions().clear();
      side.chain().add(built.outcome());
      built.outcome().sent().forEach(this::hand);
    }
    return collation;
  }

  /** The budget is the collator's own affair: no check depends on it. */
  private static ParaSettings settings(ScriptCommand.CandidateWish wish) {
    ParaSettings standard = ParaSettings.STANDARD;
    int budget = (int) wish.budgetBytes().orElse(standard.ingressBytesMax());
    return new ParaSettings(standard.messagesPerBlockMax(), budget);
  }

  private void hand(PovVerdict.Sent sent) {
    everything.add(sent);
    ChannelId channel = sent.message().channel();
    Side recipient = sides.get(channel.recipient());
    if (recipient != null) {
      recipient.all().add(sent);
      if (withheld.contains(channel)) {
        recipient.pool().add(sent.message());
      } else {
        recipient.pool().add(sent);
      }
    }
  }

  /** What a backer finds. */
  static PovVerdict judge(Candidate candidate, Bytes pov, RelayState on) {
    return new PovCheck(LEDGER, ParaSettings.STANDARD)
        .judge(candidate, pov, RelayClaim.of(on, candidate.para()));
  }

  /** Everything that was ever sent to a para. */
  Optional<MessagePool> sentTo(ParaId para) {
    return Optional.ofNullable(sides.get(para)).map(Side::all);
  }

  /** The para's state after its newest included block. */
  Optional<ParaStorage> included(RelayState relay, ParaId para) {
    return Optional.ofNullable(sides.get(para))
        .flatMap(side -> side.chain().included(relay))
        .map(block -> ParaStorage.of(para, block.state()));
  }

  /** All paras of the script. */
  Set<ParaId> paras() {
    return sides.keySet();
  }

  private Side side(ParaId para) {
    Side side = sides.get(para);
    if (side == null) {
      throw new IllegalStateException("para " + para + " is not known");
    }
    return side;
  }
}
