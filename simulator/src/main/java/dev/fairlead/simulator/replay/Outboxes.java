package dev.fairlead.simulator.replay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.world.When;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.para.ParaHeader;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Since when messages wait in the outbox of one channel, block by block of the sender. */
final class Outboxes {
  private static final int BLOCKS_MAX = 1_024;

  private final ChannelId channel;
  private final SequencedMap<Hash32, Optional<Waiting>> afterBlock = new LinkedHashMap<>();

  Outboxes(ChannelId channel) {
    this.channel = channel;
  }

  /**
   * Since when something waits.
   *
   * @param when the block was built
   * @param head of the relay chain then
   * @param paraBlock its number
   */
  record Waiting(When when, BlockRef head, long paraBlock) {}

  /** Notes a block of the sender; returns since when what it has sent had waited. */
  Waiting built(When when, BlockRef head, KnownBlock block) {
    ParaHeader header = block.outcome().header();
    Waiting own = new Waiting(when, head, header.number());
    Waiting since = afterBlock.getOrDefault(header.parent(), Optional.empty()).orElse(own);
    boolean isSending = block.outcome().sent().stream().anyMatch(this::isOurs);
    afterBlock.putIfAbsent(
        header.hash(), isEmpty(block) ? Optional.empty() : Optional.of(isSending ? own : since));
    if (afterBlock.size() > BLOCKS_MAX) {
      afterBlock.pollFirstEntry();
    }
    return since;
  }

  private boolean isOurs(PovVerdict.Sent sent) {
    return sent.message().channel().equals(channel);
  }

  private boolean isEmpty(KnownBlock block) {
    try {
      return ParaStorage.of(channel.sender(), block.outcome().state())
          .outbox(channel.recipient())
          .isEmpty();
    } catch (WitnessMissing e) {
      throw new IllegalStateException("the state of an own block is whole", e);
    }
  }
}
