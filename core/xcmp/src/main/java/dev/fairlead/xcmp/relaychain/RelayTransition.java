package dev.fairlead.xcmp.relaychain;

import java.util.List;

/**
 * The relay chain's one rule: state and block give state and events. Parts of a block that break a
 * rule have no effect but an event that names the rule; the block is good without them.
 *
 * <p>Order within a block: chunks signed for, enactment (E1 to E7), candidates out of time, new
 * candidates (A0 to A9), calls, posts, votes, and at last the session change (SE1 to SE7, AM2).
 */
public final class RelayTransition {
  private RelayTransition() {}

  /**
   * What became of a block.
   *
   * @param state after it
   * @param events in order
   */
  public record Outcome(RelayState state, List<RelayEvent> events) {
    /** Copies the list. */
    public Outcome {
      events = List.copyOf(events);
    }
  }

  /** Applies a block to the state of its parent; another parent or number is a caller's bug. */
  public static Outcome apply(RelayState before, RelayBlock block) {
    RelayDraft draft = new RelayDraft(before, block);
    Availability.count(draft);
    Enactment.enact(draft);
    Availability.dropLate(draft);
    block.candidates().forEach(backed -> Backing.consider(draft, backed));
    block.calls().forEach(call -> ChannelCalls.carryOut(draft, call));
    block.posts().forEach(post -> BodyPosts.consider(draft, post));
    BodyPosts.dropOld(draft);
    Disputes.forgetOld(draft);
    block.votes().forEach((candidate, voters) -> Disputes.count(draft, candidate, voters));
    block.nextSession().ifPresent(next -> SessionChange.apply(draft, next));
    return draft.seal();
  }
}
