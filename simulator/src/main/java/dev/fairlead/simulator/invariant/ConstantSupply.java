package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.simulator.para.ParaWorld;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.BlockOutcome;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.SentMessage;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.List;
import java.util.Optional;

/**
 * No token is lost or made (AM14): balances, what waits in outboxes and inboxes, and what is sent
 * and not yet acted on, always sum to the same. No channel is closed by force here.
 */
public final class ConstantSupply implements BlockInvariant {
  private final ParaWorld paras;
  private long checks;

  /** Counts the tokens of these paras. */
  public ConstantSupply(ParaWorld paras) {
    this.paras = paras;
  }

  @Override
  public String name() {
    return "constant-supply";
  }

  @Override
  public long checks() {
    return checks;
  }

  @Override
  public Optional<String> check(Fact fact) {
    if (!fact.block().isBest()) {
      return Optional.empty();
    }
    RelayState relay = fact.block().state();
    long sum = 0;
    try {
      for (ParaId para : paras.paras()) {
        sum += held(relay, para);
      }
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e); // included states are whole
    }
    checks++;
    return sum == paras.supply()
        ? Optional.empty()
        : Optional.of("supply is " + sum + ", was " + paras.supply());
  }

  /** Balances, boxes, and what this para has sent that its recipients have not acted on. */
  private long held(RelayState relay, ParaId para) throws WitnessMissing {
    ParaStorage storage = storage(relay, para);
    long sum = TokenLedger.total(storage);
    for (ParaStorage.InboxEntry entry : storage.inbox()) {
      sum += TokenLedger.carried(entry.body());
    }
    sum -= executed(storage);
    for (ParaId recipient : storage.recipients()) {
      sum += TokenLedger.carried(storage.outbox(recipient));
    }
    for (ParaId recipient : relay.egressIndex(para)) {
      sum += underWay(relay, new ChannelId(para, recipient), storage);
    }
    return sum;
  }

  /** Tokens of the first inbox entry that are minted already. */
  private static long executed(ParaStorage storage) throws WitnessMissing {
    List<ParaStorage.InboxEntry> inbox = storage.inbox();
    long done = storage.inboxDone();
    if (inbox.isEmpty() || done == 0) {
      return 0;
    }
    try {
      List<Bytes> messages = dev.fairlead.xcmp.para.MessageBatch.decode(inbox.getFirst().body());
      return TokenLedger.carried(messages.subList(0, (int) Math.min(done, messages.size())));
    } catch (dev.fairlead.kernel.bytes.DecodingException e) {
      return 0;
    }
  }

  private long underWay(RelayState relay, ChannelId channel, ParaStorage sender)
      throws WitnessMissing {
    IngressState.Channel last =
        storage(relay, channel.recipient()).ingress().channel(channel.sender());
    List<SentMessage> links = sender.egress(channel.recipient()).links();
    long sum = 0;
    for (int i = links.size() - 1; i >= 0; i--) {
      if (links.get(i).link().equals(last.lastLink())) {
        break;
      }
      sum +=
          paras
              .chain(channel.sender())
              .message(channel, links.get(i).link())
              .map(sent -> TokenLedger.carried(sent.body()))
              .orElse(0L);
    }
    return sum;
  }

  private ParaStorage storage(RelayState relay, ParaId para) {
    BlockOutcome included = paras.chain(para).included(relay).orElseThrow();
    return ParaStorage.of(para, included.state());
  }
}
