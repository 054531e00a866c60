package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.BlockOutcome;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each para has acted on is what the blocks of its own fork have delivered: for the blocks of
 * each relay block, and on the head for every para, so that a fork that was left has left nothing.
 * Equal newest links mean equal sets, because a link hashes all before it.
 */
final class SurvivingDeliveries implements BlockInvariant {
  private final ChannelLedger ledger;
  private final ParaWorld paras;
  private Map<Hash32, IngressState> states = new HashMap<>(); // of the head's paras, by para head
  private long checks;

  SurvivingDeliveries(ChannelLedger ledger, ParaWorld paras) {
    this.ledger = ledger;
    this.paras = paras;
  }

  @Override
  public String name() {
    return "surviving-deliveries";
  }

  @Override
  public long checks() {
    return checks;
  }

  @Override
  public Optional<String> check(Fact fact) {
    ledger.read(fact);
    SortedMap<ParaId, KnownBlock> newest = new TreeMap<>(); // a block may enact several (E7)
    fact.enacted().forEach(one -> newest.put(one.candidate().para(), one));
    for (Map.Entry<ParaId, KnownBlock> one : newest.entrySet()) {
      ParaId recipient = one.getKey();
      Optional<String> wrong =
          compare(fact, recipient, ingress(recipient, one.getValue().outcome()));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return fact.block().isBest() ? compareAll(fact) : Optional.empty();
  }

  private Optional<String> compareAll(Fact fact) {
    Map<Hash32, IngressState> kept = new HashMap<>();
    for (ParaId para : paras.paras()) {
      BlockOutcome included = paras.chain(para).included(fact.block().state()).orElseThrow();
      Hash32 head = included.head();
      IngressState state = states.get(head);
      state = state == null ? ingress(para, included) : state;
      kept.put(head, state);
      Optional<String> wrong = compare(fact, para, state);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    states = kept;
    return Optional.empty();
  }

  private static IngressState ingress(ParaId para, BlockOutcome block) {
    try {
      return ParaStorage.of(para, block.state()).ingress();
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e); // the state is whole
    }
  }

  private Optional<String> compare(Fact fact, ParaId recipient, IngressState state) {
    for (ParaId sender : state.channels().keySet()) {
      IngressState.Channel own = state.channel(sender);
      ChannelId channel = new ChannelId(sender, recipient);
      ChannelLedger.Delivered ours = ledger.delivered(fact.hash(), channel);
      checks++;
      if (!own.lastLink().equals(ours.link()) || own.lastBlock() != ours.block()) {
        return Optional.of(
            channel + ": state has " + own + ", blocks of the fork have delivered " + ours);
      }
    }
    return Optional.empty();
  }
}
