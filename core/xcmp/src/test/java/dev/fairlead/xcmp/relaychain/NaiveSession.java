package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.ArrayList;
import java.util.List;

/** The session change of section 3.2: offboard, open, close, condemned. */
record NaiveSession(NaiveRelayChain chain) {
  void begin(RelayBlock.NextSession next) {
    chain.flights.clear();
    chain.relayParents.clear();
    for (ParaId para : chain.leaving) {
      offboard(para);
    }
    chain.leaving.clear();
    List.copyOf(chain.requests.values()).forEach(this::ageOrOpen);
    List.copyOf(chain.channels.values()).forEach(this::closeOrDrain);
    chain.session = next.begin(chain.session.index() + 1, chain.ref.number() + 1);
    chain.sessions.put(chain.session.index(), chain.session);
  }

  private void offboard(ParaId para) {
    for (NaiveRelayChain.Request request : List.copyOf(chain.requests.values())) {
      if (touches(request.id(), para)) {
        chain.requests.remove(request.id());
        giveBack(request.id().sender());
        if (request.confirmed()) {
          giveBack(request.id().recipient());
        }
      }
    }
    for (ChannelId id : List.copyOf(chain.channels.keySet())) {
      if (touches(id, para)) {
        end(id);
      }
    }
    chain.rows.remove(para);
    chain.paras.remove(para);
  }

  private static boolean touches(ChannelId id, ParaId para) {
    return id.sender().equals(para) || id.recipient().equals(para);
  }

  private void giveBack(ParaId id) {
    chain.paras.get(id).free += chain.settings.channels().deposit();
    chain.paras.get(id).reserved -= chain.settings.channels().deposit();
  }

  private void ageOrOpen(NaiveRelayChain.Request request) {
    ChannelId id = request.id();
    int age = request.age() + 1;
    int most = chain.settings.channels().requestSessionsMax();
    if (request.confirmed()) {
      chain.requests.remove(id);
      chain.channels.put(id, new NaiveRelayChain.Chan(id, request.limits(), request.ownDelay()));
      List<ChannelCell> row = chain.rows.computeIfAbsent(id.sender(), one -> new ArrayList<>());
      int dead = row.indexOf(ChannelCell.TOMBSTONE);
      if (dead < 0) {
        row.add(ChannelCell.fresh(id.recipient()));
      } else {
        row.set(dead, ChannelCell.fresh(id.recipient()));
      }
      chain.story.add("opened " + id);
    } else if (most > 0 && age >= most) {
      chain.requests.remove(id);
      giveBack(id.sender());
    } else {
      chain.requests.put(
          id, new NaiveRelayChain.Request(id, request.limits(), request.ownDelay(), false, age));
    }
  }

  private void closeOrDrain(NaiveRelayChain.Chan channel) {
    boolean isDrained = chain.pendingCount(channel.id) == 0;
    channel.counter--;
    boolean isTimeOver = channel.counter <= 0;
    switch (channel.phase) {
      case "open" -> {}
      case "forced" -> end(channel.id);
      case "condemned" -> {
        if (isDrained || isTimeOver) {
          end(channel.id);
        }
      }
      case "closing by sender" -> {
        if (isDrained) {
          end(channel.id);
        } else if (isTimeOver) {
          condemn(channel);
        }
      }
      default -> {
        if (isTimeOver && isDrained) {
          end(channel.id);
        } else if (isTimeOver) {
          condemn(channel);
        }
      }
    }
  }

  private static void condemn(NaiveRelayChain.Chan channel) {
    channel.phase = "condemned";
    channel.counter = channel.ownDelay;
  }

  private void end(ChannelId id) {
    long lost = chain.pendingCount(id);
    chain.story.add("closed " + id + " lost " + lost);
    chain.rows.get(id.sender()).set(chain.slot(id), ChannelCell.TOMBSTONE);
    chain.channels.remove(id);
    chain.posts.removeIf(
        post -> post.recipient().equals(id.recipient()) && post.entry().para().equals(id.sender()));
    chain.ended.put(id, chain.ref.number());
    giveBack(id.sender());
    giveBack(id.recipient());
  }
}
