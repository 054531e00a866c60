package dev.fairlead.xcmp.search;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.para.ValidationFunction;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.CandidateFault;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import dev.fairlead.xcmp.relaychain.StateTampering;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Faults that the search must find, one for each property. */
enum Fault {
  /** Two messages of one block swap their places on the way into the para. */
  SWAPPED_MESSAGES(Property.CHANNEL_ORDER, 3, false) {
    @Override
    List<Message> read(List<Message> received) {
      return received.reversed();
    }
  },
  /** The recipient passes over the first of two messages of one sender. */
  SKIPPED_MESSAGE(Property.NO_GAP, 3, false) {
    @Override
    List<Message> read(List<Message> received) {
      return received.size() < 2 ? received : received.subList(1, received.size());
    }
  },
  /** The recipient acts on everything twice. */
  READ_TWICE(Property.NO_DUPLICATE, 1, false) {
    @Override
    List<Message> read(List<Message> received) {
      return History.joined(received, received);
    }
  },
  /** A4 is forgotten: candidates that stand on another branch are taken. */
  TAKEN_FROM_ANOTHER_BRANCH(Property.NO_UNSENT, 3, true) {
    @Override
    RelayState spoil(RelayState after, RelayBlock block, RelayEvent event) {
      return event instanceof RelayEvent.CandidateRefused(var _, ParaId para, var fault)
              && fault instanceof CandidateFault.RelayParentNotAllowed
          ? withRefused(after, block, para)
          : after;
    }
  },
  /** The recipient passes over the first of two senders. */
  SKIPPED_SENDER(Property.NOBODY_OVERTAKEN, 3, false) {
    @Override
    List<Message> read(List<Message> received) {
      return SKIPPED_MESSAGE.read(received);
    }
  },
  /** AM1 is forgotten: what is lost with a channel stays in the digest. */
  ENTRY_OF_AN_ENDED_CHANNEL(Property.NO_BRICKING, 1, false) {
    @Override
    RelayState spoil(RelayState after, RelayBlock block, RelayEvent event) {
      return event instanceof RelayEvent.ChannelClosed(var _, List<Watermark> lost)
              && !lost.isEmpty()
          ? StateTampering.withEntry(after, Paras.RECIPIENT, lost.getFirst())
          : after;
    }
  },
  /** The recipient mints what arrives twice. */
  MINTED_TWICE(Property.CONSTANT_SUPPLY, 2, false) {
    @Override
    ValidationFunction function() {
      return new MintingTwice();
    }
  },
  /** A watermark leaks from one branch into others of the same height. */
  SHARED_WATERMARK(Property.FORKS_APART, 3, true) {
    @Override
    Relay relay() {
      Map<Long, Watermark> farthest = new HashMap<>();
      return (before, block) -> {
        RelayTransition.Outcome outcome = RelayTransition.apply(before, block);
        RelayState after = outcome.state();
        Watermark own = after.watermark(Paras.RECIPIENT);
        Watermark known = farthest.getOrDefault(after.number(), own);
        boolean isLeaking = after.settings().order().isAfter(known, own);
        farthest.put(after.number(), isLeaking ? known : own);
        return isLeaking
            ? new RelayTransition.Outcome(
                StateTampering.withWatermark(after, Paras.RECIPIENT, known), outcome.events())
            : outcome;
      };
    }
  },
  /** A watermark is forgotten in the block after its advance. */
  FORGOTTEN_WATERMARK(Property.WATERMARK_FORWARD, 3, false) {
    @Override
    Relay relay() {
      return (before, block) -> {
        RelayTransition.Outcome outcome = RelayTransition.apply(before, block);
        boolean isUnmoved =
            outcome.state().watermark(Paras.RECIPIENT).equals(before.watermark(Paras.RECIPIENT));
        RelayState forgetful =
            StateTampering.withWatermark(outcome.state(), Paras.RECIPIENT, Watermark.START);
        return isUnmoved ? new RelayTransition.Outcome(forgetful, outcome.events()) : outcome;
      };
    }
  },
  /** E5 is forgotten: an acknowledged entry stays in the digest. */
  ENTRY_AFTER_ITS_ACK(Property.QUEUE_OF_THE_WAITING, 2, false) {
    @Override
    RelayState spoil(RelayState after, RelayBlock block, RelayEvent event) {
      return event instanceof RelayEvent.WatermarkAdvanced advanced
              && !advanced.acknowledged().isEmpty()
          ? StateTampering.withEntry(after, advanced.para(), advanced.acknowledged().getLast())
          : after;
    }
  },
  /** SE7 is forgotten: the sender gets its deposit back twice. */
  REFUNDED_TWICE(Property.DEPOSITS_KEPT, 2, false) {
    @Override
    RelayState spoil(RelayState after, RelayBlock block, RelayEvent event) {
      return event instanceof RelayEvent.ChannelClosed(var channel, var _)
          ? StateTampering.withGift(after, channel.sender(), 10)
          : after;
    }
  };

  private final Property broken;
  private final int blocks;
  private final boolean isForking;

  Fault(Property broken, int blocks, boolean isForking) {
    this.broken = broken;
    this.blocks = blocks;
    this.isForking = isForking;
  }

  /** The property that it breaks. */
  Property broken() {
    return broken;
  }

  /** A scope in which it shows. */
  Scope scope() {
    boolean isWarm = this != TAKEN_FROM_ANOTHER_BRANCH && this != SKIPPED_SENDER;
    boolean isClosing = this == ENTRY_OF_AN_ENDED_CHANNEL || this == REFUNDED_TWICE;
    return new Scope(blocks, 1, 1, 1, isForking, isClosing, false, isWarm);
  }

  /** The para with the fault, if it is the para's. */
  final Paras paras() {
    return new Paras(function(), this::read);
  }

  /** The relay chain with the fault, if it is the relay chain's. */
  Relay relay() {
    return (before, block) -> {
      RelayTransition.Outcome outcome = RelayTransition.apply(before, block);
      RelayState state = outcome.state();
      for (RelayEvent event : outcome.events()) {
        state = spoil(state, block, event);
      }
      return new RelayTransition.Outcome(state, outcome.events());
    };
  }

  ValidationFunction function() {
    return new TokenLedger();
  }

  List<Message> read(List<Message> received) {
    return received;
  }

  RelayState spoil(RelayState after, RelayBlock block, RelayEvent event) {
    return after;
  }

  private static RelayState withRefused(RelayState after, RelayBlock block, ParaId para) {
    for (RelayBlock.Backed backed : block.candidates()) {
      if (backed.candidate().para().equals(para)) {
        return StateTampering.withCandidate(after, backed.candidate());
      }
    }
    return after;
  }

  private static final class MintingTwice implements ValidationFunction {
    private final TokenLedger ledger = new TokenLedger();

    @Override
    public void onMessage(ParaStorage storage, ParaId sender, Bytes message) throws WitnessMissing {
      ledger.onMessage(storage, sender, message);
      ledger.onMessage(storage, sender, message);
    }

    @Override
    public void onTransaction(ParaStorage storage, Bytes transaction) throws WitnessMissing {
      ledger.onTransaction(storage, transaction);
    }
  }
}
