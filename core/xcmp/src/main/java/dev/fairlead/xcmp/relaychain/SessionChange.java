package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The end of a session, at the end of its last block (AM2): nothing stays in flight, then paras
 * leave, channels open, close and drain (SE1 to SE6), then the next session begins.
 */
final class SessionChange {
  private static final long BLOCKS_KEPT = 15_000; // 25 hours of blocks of six seconds (AM19)

  private SessionChange() {}

  static void apply(RelayDraft draft, RelayBlock.NextSession next) {
    Availability.dropAll(draft);
    forgetEnded(draft); // before paras leave: who has seen the end remembers nothing
    List<ParaId> leaving = draft.tables.offboarding;
    draft.tables.offboarding = List.of();
    leaving.forEach(para -> offboard(draft, para));
    ageRequests(draft);
    drain(draft);
    forgetSessions(draft);
    RelaySession session = next.begin(draft.session().index() + 1, draft.number() + 1);
    draft.begin(session);
    draft.emit(
        new RelayEvent.SessionBegan(
            session.index(), session.validators().size(), session.groups().size()));
  }

  private static void offboard(RelayDraft draft, ParaId para) {
    for (Map.Entry<ChannelId, OpenRequest> request : draft.tables.requests) {
      if (touches(request.getKey(), para)) {
        OpenCalls.end(draft, request.getKey(), request.getValue(), RelayEvent.OpenEnd.PARA_GONE);
      }
    }
    List<ChannelId> ending = new ArrayList<>();
    draft.tables.senders(para).forEach(sender -> ending.add(new ChannelId(sender, para)));
    draft.tables.recipients(para).forEach(to -> ending.add(new ChannelId(para, to)));
    ending.forEach(channel -> close(draft, channel));
    draft.removePara(para);
    draft.emit(new RelayEvent.ParaOffboarded(para));
  }

  private static boolean touches(ChannelId channel, ParaId para) {
    return channel.sender().equals(para) || channel.recipient().equals(para);
  }

  private static void ageRequests(RelayDraft draft) {
    int sessionsMax = draft.settings.channels().requestSessionsMax();
    for (Map.Entry<ChannelId, OpenRequest> entry : draft.tables.requests) {
      ChannelId id = entry.getKey();
      OpenRequest request = entry.getValue().aged();
      if (request.isConfirmed()) {
        open(draft, id, request);
      } else if (sessionsMax > 0 && request.ageSessions() >= sessionsMax) {
        OpenCalls.end(draft, id, request, RelayEvent.OpenEnd.EXPIRED);
      } else {
        draft.tables.requests = draft.tables.requests.put(id, request);
      }
    }
  }

  private static void open(RelayDraft draft, ChannelId id, OpenRequest request) {
    draft.tables.requests = draft.tables.requests.remove(id);
    int slot = draft.ownRow(id.sender()).open(id.recipient());
    draft.openChannel(
        id,
        new Channel(
            slot,
            request.limits(),
            request.localDelaySessions(),
            request.senderDeposit(),
            request.recipientDeposit(),
            new Channel.Phase.Open()));
    draft.tables.endedIn = draft.tables.endedIn.remove(id);
    draft.emit(new RelayEvent.ChannelOpened(id, slot));
  }

  private static void drain(RelayDraft draft) {
    for (Map.Entry<ChannelId, Channel> entry : draft.tables.channels) {
      drain(draft, entry.getKey(), entry.getValue());
    }
  }

  private static void drain(RelayDraft draft, ChannelId id, Channel channel) {
    boolean isDrained = draft.tables.pendingCount(id) == 0;
    switch (channel.phase()) {
      case Channel.Phase.Open() -> {}
      case Channel.Phase.Forced() -> close(draft, id);
      case Channel.Phase.Closing closing -> {
        int age = closing.ageSessions() + 1;
        boolean isOver = age >= draft.settings.channels().closeDelaySessions();
        if (isDrained && (isOver || channel.isSealed())) { // SE4
          close(draft, id);
        } else if (isOver) {
          condemn(draft, id, channel);
        } else {
          draft.setChannel(
              id,
              channel.withPhase(
                  new Channel.Phase.Closing(closing.bySender(), closing.sinceBlock(), age)));
        }
      }
      case Channel.Phase.Condemned(long sinceBlock, int sessionsLeft) -> { // SE5
        if (isDrained || sessionsLeft <= 1) {
          close(draft, id);
        } else {
          draft.setChannel(
              id, channel.withPhase(new Channel.Phase.Condemned(sinceBlock, sessionsLeft - 1)));
        }
      }
    }
  }

  /** Seals a channel for good: what waits may drain for its own delay. */
  static void condemn(RelayDraft draft, ChannelId id, Channel channel) {
    int sessions = channel.localDelaySessions();
    draft.setChannel(id, channel.withPhase(new Channel.Phase.Condemned(draft.number(), sessions)));
    draft.emit(new RelayEvent.ChannelCondemned(id, sessions));
  }

  /** Ends a channel: slot, entries, posts and deposits (SE5, AM1). */
  private static void close(RelayDraft draft, ChannelId id) {
    Channel channel = draft.channel(id).orElseThrow();
    List<Watermark> lost = new ArrayList<>();
    for (Watermark entry : draft.tables.pending(id.recipient())) {
      if (entry.para().equals(id.sender())) {
        lost.add(entry);
      }
    }
    draft.removePending(id.recipient(), lost);
    draft.dropPosts(id.recipient(), lost, RelayEvent.PostEnd.CHANNEL_ENDED);
    draft.ownRow(id.sender()).close(channel.slot());
    draft.removeChannel(id);
    OpenCalls.giveBack(draft, id.sender(), channel.senderDeposit());
    OpenCalls.giveBack(draft, id.recipient(), channel.recipientDeposit());
    draft.emit(new RelayEvent.ChannelClosed(id, lost));
  }

  private static void forgetEnded(RelayDraft draft) {
    for (Map.Entry<ChannelId, Long> ended : draft.tables.endedIn) {
      boolean isForgotten =
          draft
              .para(ended.getKey().recipient())
              .filter(para -> para.lastRelayParent() >= ended.getValue())
              .isPresent();
      if (isForgotten) {
        draft.tables.endedIn = draft.tables.endedIn.remove(ended.getKey());
      }
    }
  }

  private static void forgetSessions(RelayDraft draft) {
    for (Map.Entry<Long, RelaySession> entry : draft.tables.sessions) {
      boolean isOver =
          draft
              .tables
              .sessions
              .get(entry.getKey() + 1)
              .filter(next -> draft.number() - next.startBlock() >= BLOCKS_KEPT)
              .isPresent();
      if (isOver) {
        draft.tables.sessions = draft.tables.sessions.remove(entry.getKey());
      }
    }
  }
}
