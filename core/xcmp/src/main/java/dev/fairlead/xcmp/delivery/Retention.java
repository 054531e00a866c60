package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * When kept items may go (AM23, section 5.5). Nothing goes before the recipient has acted on it by
 * a final block, but for what cannot become an entry any more, and what exceeds the budget.
 */
final class Retention {
  private final HeldEntries held;
  private final DeliverySettings.Retention rules;

  Retention(SendingValidator.Store store) {
    this.held = store.held();
    this.rules = store.settings().retention();
  }

  /** Validators: 25 hours, and longer what waits, as far as the budget goes. */
  void dropOld(Moment moment, RelayState finalized) {
    List<EntryId> gone = new ArrayList<>();
    int looked = held.size();
    while (looked-- > 0) {
      Optional<Map.Entry<EntryId, HeldEntries.Held>> oldest = held.oldest();
      if (oldest.isEmpty() || isYoung(oldest.get().getValue(), finalized)) {
        break;
      }
      EntryId key = oldest.get().getKey();
      boolean isKept = isWaiting(finalized, key) && held.bytes() <= rules.bytesMax();
      if (isKept) {
        held.renew(key, finalized.number());
      } else {
        held.remove(key);
        gone.add(key);
      }
    }
    drop(moment, gone);
  }

  /**
   * Receiving validators: until the acknowledgement has been final for the grace. What this node
   * has backed too stays with {@link #dropOld}.
   */
  void dropReceived(Moment moment, RelayState finalized, Predicate<Enacted> isOwn) {
    List<EntryId> gone = new ArrayList<>();
    Iterator<Map.Entry<EntryId, OptionalLong>> all = held.received().entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<EntryId, OptionalLong> one = all.next();
      Optional<Enacted> origin = finalized.enacted(one.getKey().blockHash());
      if (origin.isPresent() && isOwn.test(origin.get())) {
        all.remove();
      } else if (origin.isPresent() && !isWaiting(finalized, one.getKey())) {
        long acked = one.getValue().orElse(finalized.number());
        one.setValue(OptionalLong.of(acked));
        if (acked + rules.graceBlocks() <= finalized.number()) {
          gone.add(one.getKey());
        }
      }
    }
    gone.forEach(held::remove);
    drop(moment, gone);
  }

  private boolean isYoung(HeldEntries.Held one, RelayState finalized) {
    return one.sinceBlock() + rules.validatorBlocks() > finalized.number();
  }

  /** Full nodes and collators: until the acknowledgement has been final for the grace. */
  void dropAcknowledged(Moment moment, RelayState finalized) {
    List<EntryId> gone = new ArrayList<>();
    for (EntryId key : held.keys()) {
      HeldEntries.Held one = held.get(key).orElseThrow();
      boolean isOver = one.sinceBlock() + rules.graceBlocks() < finalized.number();
      if (isOver && !isWaiting(finalized, key) && !isInFlight(finalized, key)) {
        held.remove(key);
        gone.add(key);
      }
    }
    drop(moment, gone);
  }

  private static boolean isWaiting(RelayState state, EntryId key) {
    Optional<Enacted> origin = state.enacted(key.blockHash());
    if (origin.isEmpty()) {
      return false;
    }
    Watermark position = new Watermark(origin.get().block().number(), key.sender());
    return state.queue(key.recipient()).contains(position);
  }

  private static boolean isInFlight(RelayState state, EntryId key) {
    return state.inFlight(key.sender()).stream()
        .anyMatch(one -> one.hash().equals(key.blockHash()));
  }

  private static void drop(Moment moment, List<EntryId> gone) {
    if (!gone.isEmpty()) {
      moment.emit(new NodeEffect.DropItems(gone));
    }
  }
}
