package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one nonce that a message occupies on its destination. Every transaction for the message is
 * signed with it until a block has used it up for good, so at most one of them can be included.
 *
 * @param nonce the account's count, unsigned
 * @param attempts what was signed with it, oldest first; never empty
 * @param use whether a block has used it up
 */
public record Slot(long nonce, List<Attempt> attempts, Use use) {
  /** Copies the attempts. */
  public Slot {
    attempts = List.copyOf(attempts);
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("a slot holds at least one transaction");
    }
  }

  /** Whether the nonce is used up. */
  public sealed interface Use {
    /** Its transaction may still be included. */
    record Open() implements Use {}

    /**
     * A block has used it up, by one of ours or by somebody else with our key.
     *
     * @param blockNumber height of that block, unsigned
     */
    record Consumed(long blockNumber) implements Use {}
  }

  static Slot first(long nonce, Attempt attempt) {
    return new Slot(nonce, List.of(attempt), new Use.Open());
  }

  Slot with(Attempt replacement) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(replacement);
    return new Slot(nonce, all, use);
  }

  Slot with(Use newUse) {
    return new Slot(nonce, attempts, newUse);
  }

  /** Whether its transaction may still be included. */
  public boolean isOpen() {
    return use instanceof Use.Open;
  }

  /** What was signed last. */
  public Attempt latest() {
    return attempts.getLast();
  }

  Optional<Attempt> attempt(Hash32 transaction) {
    return attempts.stream().filter(a -> a.hash().equals(transaction)).findFirst();
  }
}
