package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.para.SentMessage;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.Optional;

/**
 * Follows each channel through each fork: a recipient acts on exactly what was sent, in the order
 * in which it was sent, and remembers what the blocks of its own fork did and nothing else.
 *
 * <pre>
 *  unsent-message        an entry is acted on that no block of this fork has sent
 *  channel-order         it does not follow the one acted on before: a gap, a duplicate, disorder
 *  surviving-deliveries  the para's own state names another newest message than its fork's blocks
 * </pre>
 */
public final class Deliveries implements Invariant {
  private final ChannelLedger ledger = new ChannelLedger();
  private long checks;

  @Override
  public String name() {
    return "channel-deliveries";
  }

  @Override
  public long checks() {
    return checks;
  }

  @Override
  public Optional<String> check(Fact fact) {
    ChannelLedger.Branch branch = ledger.open(fact.block().parent(), fact.hash());
    long number = fact.block().state().number();
    for (KnownBlock one : fact.enacted()) {
      Optional<String> wrong = received(branch, one).or(() -> remembered(branch, one));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    for (KnownBlock one : fact.enacted()) {
      for (PovVerdict.Sent sent : one.outcome().sent()) {
        SentMessage message = sent.message();
        branch.send(
            message.channel(), number, new ChannelLedger.Sent(message.link(), message.prevLink()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> received(ChannelLedger.Branch branch, KnownBlock block) {
    ParaId recipient = block.candidate().para();
    for (Watermark entry : block.consumed()) {
      ChannelId channel = new ChannelId(entry.para(), recipient);
      Optional<ChannelLedger.Sent> sent = branch.sent(channel, entry.block());
      checks++;
      if (sent.isEmpty()) {
        return Optional.of("unsent-message: " + channel + " at " + entry);
      }
      Hash32 last = branch.delivered(channel).link();
      if (!sent.get().prevLink().equals(last)) {
        return Optional.of(
            "channel-order: "
                + channel
                + " at "
                + entry
                + " follows "
                + sent.get().prevLink()
                + ", acted on last was "
                + last);
      }
      branch.deliver(channel, new ChannelLedger.Delivered(sent.get().link(), entry.block()));
    }
    return Optional.empty();
  }

  private Optional<String> remembered(ChannelLedger.Branch branch, KnownBlock block) {
    ParaId recipient = block.candidate().para();
    IngressState state;
    try {
      state = ParaStorage.of(recipient, block.outcome().state()).ingress();
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e); // the state is whole
    }
    for (ParaId sender : state.channels().keySet()) {
      IngressState.Channel own = state.channel(sender);
      ChannelLedger.Delivered ours = branch.delivered(new ChannelId(sender, recipient));
      checks++;
      if (!own.lastLink().equals(ours.link()) || own.lastBlock() != ours.block()) {
        return Optional.of(
            "surviving-deliveries: "
                + sender
                + " to "
                + recipient
                + ": state has "
                + own
                + ", blocks of the fork have "
                + ours);
      }
    }
    return Optional.empty();
  }
}
