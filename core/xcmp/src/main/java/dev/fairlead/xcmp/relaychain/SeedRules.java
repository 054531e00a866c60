package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a candidate's commitments: A1 to A3, A5 with W1 to W5, A7 and A9. They read only
 * what cannot change while the candidate is in flight, apart from its para's own candidates.
 *
 * @param draft relay state under way
 * @param para whose candidate it is
 * @param header what it commits to
 * @param ancestors candidates of the para in flight, oldest first
 */
record SeedRules(RelayDraft draft, ParaId para, Commitments header, List<InFlight> ancestors) {
  /** A1 to A3. */
  Optional<CandidateFault> slotFault() {
    int slots = draft.slotCount(para);
    if (header.sent().size() > slots) {
      return Optional.of(new CandidateFault.TooManyBits(slots, header.sent().size()));
    }
    for (int slot : header.sent().setBits()) {
      Optional<CandidateFault> fault = slotFault(slot);
      if (fault.isPresent()) {
        return fault;
      }
    }
    boolean isRootless = header.messageRoot().equals(Hash32.ZERO);
    return isRootless == header.sent().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CandidateFault.RootAndBitsDisagree(
                header.messageRoot(), header.sent().setBits().length));
  }

  private Optional<CandidateFault> slotFault(int slot) {
    ChannelCell cell = cell(slot);
    if (cell.isTombstone()) {
      return Optional.of(new CandidateFault.DeadSlot(slot));
    }
    ChannelId channel = channel(cell);
    return draft.channel(channel).orElseThrow().isSealed()
        ? Optional.of(new CandidateFault.SealedChannel(channel))
        : Optional.empty();
  }

  /** A5, A7 and A9. */
  Optional<CandidateFault> queueFault() {
    Optional<CandidateFault> fault = watermarkFault();
    if (fault.isPresent()) {
      return fault;
    }
    for (int slot : header.sent().setBits()) {
      fault = linkFault(slot);
      if (fault.isPresent()) {
        return fault;
      }
    }
    for (int slot : header.sent().setBits()) {
      ChannelId channel = channel(cell(slot));
      long countMax = draft.channel(channel).orElseThrow().limits().countMax();
      long inFlight = ancestors.stream().filter(one -> hasBit(one, slot)).count();
      if (draft.tables.pendingCount(channel) + inFlight >= countMax) {
        return Optional.of(new CandidateFault.ChannelFull(channel, countMax));
      }
    }
    return Optional.empty();
  }

  private Optional<CandidateFault> watermarkFault() {
    Watermark last = draft.para(para).orElseThrow().watermark();
    for (InFlight ancestor : ancestors) { // W5
      if (ancestor.candidate().commitments()
          instanceof CandidateCommitments.Seed(Commitments earlier)) {
        last = earlier.watermark();
      }
    }
    long relayParent = header.relayParentNumber();
    Watermark lastMark = last;
    IngressQueue queue =
        IngressQueue.of(draft.settings.order(), draft.tables.pendingUpTo(para, relayParent));
    return queue
        .judge(lastMark, header.watermark(), relayParent)
        .map(rule -> new CandidateFault.WatermarkRefused(rule, lastMark, header.watermark()));
  }

  private Optional<CandidateFault> linkFault(int slot) {
    ChannelCell cell = cell(slot);
    ChannelId channel = channel(cell);
    if (cell.lastBlock() > header.relayParentNumber()) {
      return Optional.of(
          new CandidateFault.LinkAfterRelayParent(
              channel, cell.lastBlock(), header.relayParentNumber()));
    }
    return ancestors.stream().anyMatch(one -> hasBit(one, slot))
        ? Optional.of(new CandidateFault.LinkInFlight(channel))
        : Optional.empty();
  }

  private static boolean hasBit(InFlight one, int slot) {
    return one.candidate().commitments() instanceof CandidateCommitments.Seed(Commitments earlier)
        && earlier.sent().isSet(slot);
  }

  private ChannelCell cell(int slot) {
    ChannelRow row = draft.tables.rows.get(para).orElseThrow();
    return row.cell(slot);
  }

  private ChannelId channel(ChannelCell cell) {
    return new ChannelId(para, cell.recipient());
  }
}
