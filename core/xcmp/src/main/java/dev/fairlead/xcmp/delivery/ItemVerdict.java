package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.peer.EntryId;
import java.util.Optional;

/** What a check of an item from a peer says; all but the first are refusals (section 5.8). */
public sealed interface ItemVerdict {
  /** The fault to blame on the peer, or to answer; absent if the item is good. */
  default Optional<ItemFault> fault() {
    return switch (this) {
      case Good() -> Optional.empty();
      case UnknownRelayBlock _ -> Optional.of(ItemFault.UNKNOWN_RELAY_BLOCK);
      case NotSent _, WrongLink _ -> Optional.of(ItemFault.UNKNOWN_LINK);
      case TooLong _ -> Optional.of(ItemFault.OVERSIZE_BODY);
      case WrongRoot _ -> Optional.of(ItemFault.INVALID_PROOF);
      case WrongLength _, WrongBody _ -> Optional.of(ItemFault.BODY_HASH_MISMATCH);
    };
  }

  /** It is what the sender's block committed to. */
  record Good() implements ItemVerdict {}

  /**
   * Its relay block enacted nothing that is known on this fork, or its candidate is not in flight.
   *
   * @param entry named by the item
   */
  record UnknownRelayBlock(EntryId entry) implements ItemVerdict {}

  /**
   * The block is known and the sender sent nothing to this recipient in it.
   *
   * @param entry named by the item
   */
  record NotSent(EntryId entry) implements ItemVerdict {}

  /**
   * The link does not follow from its parts.
   *
   * @param expected from the parts
   * @param actual stated
   */
  record WrongLink(Hash32 expected, Hash32 actual) implements ItemVerdict {}

  /**
   * The body is longer than the channel allows.
   *
   * @param max bytes of one body
   * @param actual bytes, stated or sent
   */
  record TooLong(long max, long actual) implements ItemVerdict {}

  /**
   * The link does not lead to the message root of its block.
   *
   * @param expected the sender's message root
   * @param actual where the proof leads; absent if its position does not fit
   */
  record WrongRoot(Hash32 expected, Optional<Hash32> actual) implements ItemVerdict {}

  /**
   * The body has another length than the link says.
   *
   * @param stated bytes
   * @param actual bytes
   */
  record WrongLength(long stated, long actual) implements ItemVerdict {}

  /**
   * The body is another than the link names.
   *
   * @param expected named by the link
   * @param actual of the body
   */
  record WrongBody(Hash32 expected, Hash32 actual) implements ItemVerdict {}
}
