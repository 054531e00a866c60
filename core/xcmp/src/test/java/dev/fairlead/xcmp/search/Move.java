package dev.fairlead.xcmp.search;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.RelayCall;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One step of the search. */
sealed interface Move {
  /**
   * A relay block.
   *
   * @param available paras whose candidates in flight become available
   * @param backed candidates that it takes
   * @param calls on the closing channel
   * @param isSessionEnd whether a session ends with it
   */
  record Block(
      Set<ParaId> available, List<Paras.Draft> backed, List<RelayCall> calls, boolean isSessionEnd)
      implements Move {
    public Block {
      available = java.util.Collections.unmodifiableSet(new TreeSet<>(available));
      backed = List.copyOf(backed);
      calls = List.copyOf(calls);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("block: available ").append(available);
      for (Paras.Draft draft : backed) {
        text.append("; ").append(draft.para()).append(" on ").append(draft.relayParent());
        if (draft.isSending()) {
          text.append(" sends #").append(draft.sent());
        } else {
          text.append(" receives ").append(draft.received());
        }
      }
      calls.forEach(call -> text.append("; ").append(call));
      return text.append(isSessionEnd ? "; session ends" : "").toString();
    }
  }

  /**
   * The next block stands on an earlier one.
   *
   * @param number of that one
   */
  record Fork(long number) implements Move {
    @Override
    public String toString() {
      return "fork after block " + number;
    }
  }
}
