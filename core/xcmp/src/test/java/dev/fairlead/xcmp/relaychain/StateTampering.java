package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Relay states as a broken transition would leave them, to show that a test would notice. */
public final class StateTampering {
  private StateTampering() {}

  /** A state whose recipient still has an entry in its digest. */
  public static RelayState withEntry(RelayState state, ParaId recipient, Watermark entry) {
    return changed(
        state,
        tables -> {
          var digest = tables.digest(recipient);
          List<ParaId> senders = digest.get(entry.block()).orElse(List.of());
          digest = digest.put(entry.block(), RelayTables.with(senders, entry.para()));
          tables.digests = tables.digests.put(recipient, digest);
          ChannelId channel = new ChannelId(entry.para(), recipient);
          tables.pendingCounts =
              tables.pendingCounts.put(channel, tables.pendingCount(channel) + 1);
        });
  }

  /** A state in which a para's watermark stands elsewhere. */
  public static RelayState withWatermark(RelayState state, ParaId para, Watermark watermark) {
    ParaRecord entry = state.para(para).orElseThrow();
    ParaRecord moved = entry.withWatermark(watermark, state.number());
    return changed(state, tables -> tables.paras = tables.paras.put(para, moved));
  }

  /** A state in which a para holds more than it should. */
  public static RelayState withGift(RelayState state, ParaId para, long amount) {
    ParaRecord entry = state.para(para).orElseThrow();
    ParaRecord gifted =
        new ParaRecord(
            entry.kind(),
            entry.head(),
            entry.watermark(),
            entry.lastAdvanceBlock(),
            entry.lastOwnBlock(),
            entry.lastRelayParent(),
            entry.free() + amount,
            entry.reserved(),
            entry.cutoffBlocks(),
            entry.peers());
    return changed(state, tables -> tables.paras = tables.paras.put(para, gifted));
  }

  /** A state that took a candidate without asking any rule. */
  public static RelayState withCandidate(RelayState state, Candidate candidate) {
    ParaId para = candidate.para();
    List<InFlight> more = new ArrayList<>(state.inFlight(para));
    more.add(
        new InFlight(
            candidate.hash(state.settings().genesis()),
            candidate,
            state.number(),
            0,
            ValidatorSet.EMPTY));
    return changed(state, t -> t.inFlight = t.inFlight.put(para, List.copyOf(more)));
  }

  private static RelayState changed(RelayState state, Consumer<RelayTables> change) {
    RelayTables tables = state.tables().copy();
    change.accept(tables);
    StorageWriter writer = new StorageWriter(state, tables);
    state.paras().forEach(writer::para);
    List<RelayParent> earlier = state.relayParents().subList(0, state.relayParents().size() - 1);
    return new RelayState(
        state.settings(), state.ref(), state.session(), earlier, tables, writer.storage());
  }
}
