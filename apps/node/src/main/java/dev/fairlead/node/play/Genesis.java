package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What a script says before its relay chain begins. */
final class Genesis {
  private final Map<Setting, Long> settings = new EnumMap<>(Setting.class);
  private final SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
  private SessionPlan plan = SessionPlan.STANDARD;

  void set(Map<Setting, Long> values) {
    settings.putAll(values);
  }

  void register(ParaId para, ParaRecord entry) {
    paras.put(para, entry);
  }

  boolean isRegistered(ParaId para) {
    return paras.containsKey(para);
  }

  void plan(SessionPlan next) {
    plan = next;
  }

  SessionPlan plan() {
    return plan;
  }

  /** Begins the relay chain; the observer is told of every block and the state before it. */
  RelayPlay begin(Names names, BiConsumer<RelayState, RelayTransition.Outcome> observer) {
    long number = Setting.START.longIn(settings);
    Hash32 hash = names.newBlock(number);
    TreeSet<ParaId> chains = new TreeSet<>();
    paras.forEach((para, entry) -> {
      if (entry.kind() == ParaKind.CHAIN) {
        chains.add(para);
      }
    });
    RelayState state =
        RelayState.genesis(
            Setting.settings(hash, settings),
            new BlockRef(number, hash),
            plan.session(chains).begin(0, number + 1),
            paras,
            Setting.POST_FUNDS.longIn(settings));
    return new RelayPlay(names, state, plan, observer);
  }
}
