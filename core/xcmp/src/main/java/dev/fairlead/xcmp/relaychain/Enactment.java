package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an included candidate does to relay state (E1 to E7). */
final class Enactment {
  private Enactment() {}

  /** Enacts what is available, paras ascending, candidates of one para in chain order (E7). */
  static void enact(RelayDraft draft) {
    int needed = draft.session().supermajority();
    for (Map.Entry<ParaId, List<InFlight>> entry : draft.tables.inFlight) {
      List<InFlight> waiting = entry.getValue();
      int done = 0;
      while (done < waiting.size() && isReady(draft, waiting.get(done), needed)) {
        enact(draft, entry.getKey(), waiting.get(done));
        done++;
      }
      if (done > 0) {
        draft.tables.inFlight =
            RelayTables.putOrRemove(
                draft.tables.inFlight, entry.getKey(), waiting.subList(done, waiting.size()));
      }
    }
  }

  private static boolean isReady(RelayDraft draft, InFlight one, int needed) {
    return one.backedIn() < draft.number() && one.available().size() >= needed;
  }

  private static void enact(RelayDraft draft, ParaId para, InFlight one) {
    draft.emit(new RelayEvent.CandidateEnacted(one.hash(), para));
    ParaRecord entry = draft.para(para).orElseThrow();
    CandidateCommitments commitments = one.candidate().commitments();
    draft.setPara(
        para,
        entry.withBlock(one.candidate().head(), draft.number(), commitments.relayParentNumber()));
    switch (commitments) {
      case CandidateCommitments.Seed(Commitments header) -> {
        send(draft, para, header);
        acknowledge(draft, para, header.watermark());
      }
      case CandidateCommitments.Hrmp hrmp -> {
        acknowledge(draft, para, Watermark.endOf(hrmp.watermark()));
        hrmp.messages().forEach(message -> send(draft, para, message));
      }
    }
    remember(draft, one);
  }

  private static void send(RelayDraft draft, ParaId sender, Commitments header) {
    if (header.sent().isEmpty()) {
      return;
    }
    ChannelRow row = draft.ownRow(sender);
    for (int slot : header.sent().setBits()) {
      ChannelCell cell = slot < row.slotCount() ? row.cell(slot) : ChannelCell.TOMBSTONE;
      if (!cell.isTombstone()) { // E6: a channel that is gone is skipped
        row.enact(slot, header.messageRoot(), draft.number());
        draft.addPending(new ChannelId(sender, cell.recipient()));
      }
    }
  }

  private static void send(RelayDraft draft, ParaId sender, CandidateCommitments.Message message) {
    ChannelId channel = new ChannelId(sender, message.recipient());
    if (draft.channel(channel).isPresent()) {
      HrmpQueue queue = draft.tables.hrmpQueues.get(channel).orElse(HrmpQueue.EMPTY);
      draft.setHrmpQueue(channel, queue.append(draft.number(), message.body()));
      draft.addPending(channel);
    }
  }

  private static void acknowledge(RelayDraft draft, ParaId para, Watermark to) {
    ParaRecord entry = draft.para(para).orElseThrow();
    Watermark from = entry.watermark();
    if (!draft.settings.order().isAfter(to, from)) {
      return;
    }
    List<Watermark> waiting = draft.tables.pendingUpTo(para, to.block());
    List<Watermark> passed =
        IngressQueue.of(draft.settings.order(), waiting).between(Watermark.START, to);
    draft.setPara(para, entry.withWatermark(to, draft.number()));
    draft.emit(new RelayEvent.WatermarkAdvanced(para, from, to, passed));
    if (passed.isEmpty()) {
      return;
    }
    draft.removePending(para, passed);
    draft.dropPosts(para, passed, RelayEvent.PostEnd.ACKNOWLEDGED);
    if (draft.settings.acceptance() == Acceptance.HRMP) {
      for (Watermark sender : passed) {
        ChannelId channel = new ChannelId(sender.para(), para);
        HrmpQueue queue = draft.tables.hrmpQueues.get(channel).orElse(HrmpQueue.EMPTY);
        draft.setHrmpQueue(channel, queue.dropUpTo(to.block()));
      }
    }
  }

  private static void remember(RelayDraft draft, InFlight one) {
    RelayTables tables = draft.tables;
    Enacted enacted = new Enacted(one, draft.block.ref(), draft.before.ref(), ValidatorSet.EMPTY);
    tables.enacted = tables.enacted.put(one.hash(), enacted);
    List<Hash32> here = new ArrayList<>(tables.enactedIn.get(draft.number()).orElse(List.of()));
    here.add(one.hash());
    tables.enactedIn = tables.enactedIn.put(draft.number(), List.copyOf(here));
  }
}
