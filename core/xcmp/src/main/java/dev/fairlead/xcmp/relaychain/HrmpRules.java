package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a candidate under HRMP: A6, and the live relay chain's rules of watermarks, which
 * let it stay (W4). Messages of candidates in flight count as if they waited already.
 *
 * @param draft relay state under way
 * @param para whose candidate it is
 * @param commitments what it commits to
 * @param ancestors candidates of the para in flight, oldest first
 */
record HrmpRules(
    RelayDraft draft,
    ParaId para,
    CandidateCommitments.Hrmp commitments,
    List<InFlight> ancestors) {
  Optional<CandidateFault> fault() {
    return watermarkFault().or(this::messagesFault);
  }

  private Optional<CandidateFault> watermarkFault() {
    long last = draft.para(para).orElseThrow().watermark().block();
    for (InFlight ancestor : ancestors) {
      if (ancestor.candidate().commitments() instanceof CandidateCommitments.Hrmp earlier) {
        last = earlier.watermark();
      }
    }
    long next = commitments.watermark();
    Optional<WatermarkRule> broken = Optional.empty();
    if (next < last) {
      broken = Optional.of(WatermarkRule.W2);
    } else if (next > commitments.relayParentNumber()) {
      broken = Optional.of(WatermarkRule.W1);
    } else if (next != commitments.relayParentNumber()
        && next != last
        && draft.tables.digest(para).get(next).isEmpty()) {
      broken = Optional.of(WatermarkRule.W4);
    }
    Watermark lastMark = last == 0 ? Watermark.START : Watermark.endOf(last);
    return broken.map(
        rule -> new CandidateFault.WatermarkRefused(rule, lastMark, Watermark.endOf(next)));
  }

  private Optional<CandidateFault> messagesFault() {
    List<CandidateCommitments.Message> messages = commitments.messages();
    int max = draft.settings.candidates().hrmpMessagesMax();
    if (messages.size() > max) {
      return refused(CandidateFault.HrmpFault.TOO_MANY, max);
    }
    for (int i = 0; i < messages.size(); i++) {
      boolean isSorted =
          i == 0 || messages.get(i - 1).recipient().compareTo(messages.get(i).recipient()) < 0;
      Optional<CandidateFault> fault =
          isSorted
              ? messageFault(messages.get(i), i)
              : refused(CandidateFault.HrmpFault.NOT_SORTED, i);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<CandidateFault> messageFault(CandidateCommitments.Message message, int index) {
    ChannelId id = new ChannelId(para, message.recipient());
    Optional<Channel> channel = draft.channel(id).filter(found -> !found.isSealed());
    if (channel.isEmpty()) {
      return refused(CandidateFault.HrmpFault.NO_SUCH_CHANNEL, index);
    }
    if (message.body().size() > channel.get().limits().messageBytesMax()) {
      return refused(CandidateFault.HrmpFault.MESSAGE_TOO_BIG, index);
    }
    HrmpQueue queue = draft.tables.hrmpQueues.get(id).orElse(HrmpQueue.EMPTY);
    long bytes = queue.totalBytes() + message.body().size();
    long count = queue.waiting().size() + 1L;
    for (InFlight ancestor : ancestors) {
      for (CandidateCommitments.Message earlier : messagesTo(ancestor, message.recipient())) {
        bytes += earlier.body().size();
        count++;
      }
    }
    if (bytes > channel.get().limits().totalBytesMax()) {
      return refused(CandidateFault.HrmpFault.TOTAL_TOO_BIG, index);
    }
    return count > channel.get().limits().countMax()
        ? refused(CandidateFault.HrmpFault.CAPACITY_EXCEEDED, index)
        : Optional.empty();
  }

  private static List<CandidateCommitments.Message> messagesTo(InFlight one, ParaId recipient) {
    return one.candidate().commitments() instanceof CandidateCommitments.Hrmp hrmp
        ? hrmp.messages().stream().filter(message -> message.recipient().equals(recipient)).toList()
        : List.of();
  }

  private static Optional<CandidateFault> refused(CandidateFault.HrmpFault fault, int index) {
    return Optional.of(new CandidateFault.MessageRefused(fault, index));
  }
}
