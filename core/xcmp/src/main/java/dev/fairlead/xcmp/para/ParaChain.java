package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The blocks of one para on all of its forks, and the bodies it has sent (P7). Which block counts
 * on a relay fork is for the relay state to say. Owned by one thread.
 */
public final class ParaChain {
  private final ParaId para;
  private final Map<Hash32, BlockOutcome> blocks = new HashMap<>();
  private final Map<Name, PovVerdict.Sent> sent = new HashMap<>();

  private record Name(ChannelId channel, Hash32 link) {}

  /** A para with its first block. */
  public ParaChain(ParaId para, BlockOutcome genesis) {
    this.para = para;
    add(genesis);
  }

  /** Whose blocks these are. */
  public ParaId para() {
    return para;
  }

  /** Adds a block; its parent need not be known. */
  public void add(BlockOutcome block) {
    blocks.put(block.head(), block);
    block
        .sent()
        .forEach(one -> sent.put(new Name(one.message().channel(), one.message().link()), one));
  }

  /** A block by its head. */
  public Optional<BlockOutcome> block(Hash32 head) {
    return Optional.ofNullable(blocks.get(head));
  }

  /** The newest block that a relay state includes, if it is known. */
  public Optional<BlockOutcome> included(RelayState relay) {
    return relay.para(para).map(ParaRecord::head).flatMap(this::block);
  }

  /** The newest block that a relay state includes or has in flight, if it is known. */
  public Optional<BlockOutcome> newest(RelayState relay) {
    List<InFlight> inFlight = relay.inFlight(para);
    return inFlight.isEmpty() ? included(relay) : block(inFlight.getLast().candidate().head());
  }

  /**
   * The blocks after the one that a relay state includes, up to a given one, oldest first; absent
   * if that is no descendant of the included one.
   */
  public Optional<List<BlockOutcome>> notIncluded(RelayState relay, Hash32 upTo) {
    Optional<Hash32> included = relay.para(para).map(ParaRecord::head);
    List<BlockOutcome> path = new ArrayList<>();
    Hash32 at = upTo;
    while (included.isPresent() && !at.equals(included.get())) {
      BlockOutcome block = blocks.get(at);
      if (block == null) {
        return Optional.empty();
      }
      path.addFirst(block);
      at = block.header().parent();
    }
    return included.isPresent() ? Optional.of(List.copyOf(path)) : Optional.empty();
  }

  /** A message that this para has sent, while its body is kept (P7). */
  public Optional<PovVerdict.Sent> message(ChannelId channel, Hash32 link) {
    return Optional.ofNullable(sent.get(new Name(channel, link)));
  }

  /**
   * Forgets what a finalized block leaves behind: older blocks, and bodies that neither its state
   * (P5, AM23) nor a later block names.
   */
  public void finalized(BlockOutcome block) {
    blocks.values().removeIf(one -> one.header().number() < block.header().number());
    Set<Name> kept = new HashSet<>();
    for (BlockOutcome later : blocks.values()) {
      later
          .sent()
          .forEach(one -> kept.add(new Name(one.message().channel(), one.message().link())));
    }
    ParaStorage storage = ParaStorage.of(para, block.state());
    Set<ParaId> recipients = new HashSet<>();
    sent.keySet().forEach(name -> recipients.add(name.channel().recipient()));
    for (ParaId recipient : recipients) {
      for (SentMessage message : egress(storage, recipient).links()) {
        kept.add(new Name(message.channel(), message.link()));
      }
    }
    sent.keySet().retainAll(kept);
  }

  /** Bytes of all bodies kept. */
  public long bodyBytes() {
    return sent.values().stream().map(PovVerdict.Sent::body).mapToLong(Bytes::size).sum();
  }

  private static EgressState egress(ParaStorage storage, ParaId recipient) {
    try {
      return storage.egress(recipient);
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e); // the state is whole
    }
  }
}
