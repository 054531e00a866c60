package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.List;

/** Which rule a candidate breaks, in words; empty if none. Reads like section 3.2. */
record NaiveAcceptance(NaiveRelayChain chain) {
  String judge(RelayBlock.Backed backed) {
    Candidate candidate = backed.candidate();
    NaiveRelayChain.Para para = chain.paras.get(candidate.para());
    if (para == null) {
      return "A0";
    }
    if (candidate.session() != chain.session.index()) {
      return "AM2";
    }
    List<NaiveRelayChain.Flight> ancestors = chain.flightsOf(candidate.para());
    Hash32 head = para.head;
    long relayParent = para.lastRelayParent;
    Watermark last = para.mark;
    for (NaiveRelayChain.Flight ancestor : ancestors) {
      head = ancestor.candidate().head();
      relayParent = header(ancestor.candidate()).relayParentNumber();
      last = header(ancestor.candidate()).watermark();
    }
    Commitments header = header(candidate);
    List<Integer> group = chain.group(candidate.para());
    long signed = group.stream().filter(at -> backed.signers().contains(at)).count();
    if (!candidate.parentHead().equals(head)
        || ancestors.size() == chain.settings.candidates().inFlightMax()
        || header.relayParentNumber() < relayParent
        || 3 * signed < 2L * group.size()) {
      return "A0";
    }
    String slots = judgeSlots(candidate.para(), header);
    if (!slots.isEmpty()) {
      return slots;
    }
    boolean isKnown =
        chain.relayParents.contains(
            new RelayParent(
                new BlockRef(header.relayParentNumber(), candidate.relayParent()),
                header.relayStorageRoot()));
    if (!isKnown) {
      return "A4";
    }
    String advance = judgeWatermark(candidate.para(), last, header);
    return advance.isEmpty() ? judgeLinks(candidate.para(), header, ancestors) : advance;
  }

  private static Commitments header(Candidate candidate) {
    return ((CandidateCommitments.Seed) candidate.commitments()).header();
  }

  private String judgeSlots(ParaId para, Commitments header) {
    List<ChannelCell> row = chain.rows.getOrDefault(para, List.of());
    if (header.sent().size() > row.size()) {
      return "A1";
    }
    boolean isSending = false;
    for (int slot = 0; slot < header.sent().size(); slot++) {
      if (header.sent().isSet(slot)) {
        isSending = true;
        NaiveRelayChain.Chan channel =
            chain.channels.get(new ChannelId(para, row.get(slot).recipient()));
        if (channel == null || channel.isSealed()) {
          return "A2";
        }
      }
    }
    return isSending == header.messageRoot().equals(Hash32.ZERO) ? "A3" : "";
  }

  private String judgeWatermark(ParaId para, Watermark last, Commitments header) {
    Watermark next = header.watermark();
    long relayParent = header.relayParentNumber();
    if (next.block() > relayParent) {
      return "W1";
    }
    if (chain.isAfter(last, next)) {
      return "W2";
    }
    List<Watermark> waiting = chain.queue(para, last, relayParent);
    if (!waiting.isEmpty() && chain.isAfter(waiting.getFirst(), next)) {
      return "W3";
    }
    List<Watermark> allowed = new ArrayList<>(waiting);
    allowed.add(Watermark.endOf(relayParent));
    if (waiting.isEmpty()) {
      allowed.add(last);
    }
    return allowed.contains(next) ? "" : "W4";
  }

  private String judgeLinks(
      ParaId para, Commitments header, List<NaiveRelayChain.Flight> ancestors) {
    String full = "";
    for (int slot = 0; slot < header.sent().size(); slot++) {
      if (header.sent().isSet(slot)) {
        ChannelCell cell = chain.rows.get(para).get(slot);
        for (NaiveRelayChain.Flight ancestor : ancestors) {
          if (header(ancestor.candidate()).sent().isSet(slot)) {
            return "A7";
          }
        }
        if (cell.lastBlock() > header.relayParentNumber()) {
          return "A7";
        }
        ChannelId id = new ChannelId(para, cell.recipient());
        if (chain.pendingCount(id) >= chain.channels.get(id).limits.countMax()) {
          full = "A9";
        }
      }
    }
    return full;
  }
}
