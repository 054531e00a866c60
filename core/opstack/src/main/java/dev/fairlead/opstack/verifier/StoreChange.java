package dev.fairlead.opstack.verifier;

import java.util.List;

/**
 * One change of what the safe lane keeps durably. Several form one transaction; applying the same
 * transaction again changes nothing more.
 */
public sealed interface StoreChange {
  /**
   * Verification begins here. Written once.
   *
   * @param start the start
   */
  record Started(StartPoint start) implements StoreChange {}

  /**
   * A result comes on top. Its timestamp is above the last one's; the same result again is allowed.
   *
   * @param result the result
   */
  record Verified(VerifiedResult result) implements StoreChange {}

  /**
   * Results are taken back.
   *
   * @param fromTimestamp the lowest timestamp to be removed, unsigned
   */
  record VerifiedDropped(long fromTimestamp) implements StoreChange {}

  /**
   * A block enters the deny list. The same chain, height and hash enters once.
   *
   * @param block the entry
   */
  record Denied(DeniedBlock block) implements StoreChange {}

  /**
   * An entry leaves the deny list.
   *
   * @param block the entry
   */
  record DenialDropped(DeniedBlock block) implements StoreChange {}

  /**
   * Replaces the list of orders that are decided and not yet carried out; empty when all are done.
   *
   * @param orders the orders
   */
  record OrdersPending(List<ChainOrder> orders) implements StoreChange {
    /** Copies the list. */
    public OrdersPending {
      orders = List.copyOf(orders);
    }
  }

  /**
   * Results up to a timestamp are final. Never goes down.
   *
   * @param timestamp of the newest final result, unsigned
   */
  record FinalizedUpTo(long timestamp) implements StoreChange {}

  /**
   * Old results may go; the last one stays.
   *
   * @param belowTimestamp results with lower timestamps may be removed, unsigned
   */
  record ResultsPruned(long belowTimestamp) implements StoreChange {}
}
