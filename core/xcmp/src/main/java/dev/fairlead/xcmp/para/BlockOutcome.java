package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.trie.StateTrie;
import java.util.List;

/**
 * A para block as full nodes keep it: with the state after it, and with the bodies that it sent.
 *
 * @param header of the block
 * @param state after it; shares with the states of other blocks
 * @param sent ascending by recipient
 */
public record BlockOutcome(ParaHeader header, StateTrie state, List<PovVerdict.Sent> sent) {
  /** Copies the list. */
  public BlockOutcome {
    sent = List.copyOf(sent);
  }

  /** The first block of a para, with the state that it begins with. */
  public static BlockOutcome genesis(StateTrie state) {
    return new BlockOutcome(ParaHeader.genesis(state.root()), state, List.of());
  }

  /** Names the block. */
  public Hash32 head() {
    return header.hash();
  }

  boolean sentTo(ParaId recipient) {
    return sent.stream().anyMatch(one -> one.message().channel().recipient().equals(recipient));
  }
}
