package dev.fairlead.node.play;

import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Acceptance;
import dev.fairlead.xcmp.relaychain.Channel;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.OpenRequest;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.PostedBody;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a script can look at: the relay chain's state at the block that is built on. */
final class Views {
  private final Names names;
  private final RelayPlay relay;
  private final RelayState state;

  Views(Names names, RelayPlay relay) {
    this.names = names;
    this.relay = relay;
    this.state = relay.tip();
  }

  List<Fact> show(ScriptCommand.Show show) {
    List<ParaId> paras = show.paras();
    return switch (show.subject()) {
      case HEAD -> head();
      case SESSION -> session();
      case REQUESTS -> requests();
      case QUEUE -> queue(paras.getFirst());
      case PARA -> para(paras.getFirst());
      case ROW -> row(paras.getFirst());
      case POSTS -> posts(paras.getFirst());
      case CHANNEL -> channel(new ChannelId(paras.getFirst(), paras.getLast()));
      case SUPPLY, LEDGER -> throw new IllegalStateException("shown by the paras");
    };
  }

  private List<Fact> head() {
    String built = names.name(state.ref().hash());
    String head = names.name(relay.chain().head().ref().hash());
    String last = names.name(relay.chain().finalized().ref().hash());
    return List.of(
        Fact.of("Head", "built on %s; head %s; final %s".formatted(built, head, last))
            .with("on", built)
            .with("head", head)
            .with("final", last)
            .with("storageRoot", state.storageRoot().toString()));
  }

  private List<Fact> session() {
    RelaySession session = state.session();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
                "Session",
                "session %d since %d: %d validators"
                    .formatted(session.index(), session.startBlock(), session.validators().size()))
            .with("index", session.index())
            .with("startBlock", session.startBlock())
            .with("validators", session.validators().size()));
    for (int group = 0; group < session.groups().size(); group++) {
      facts.add(
          Fact.of(
                  "Group",
                  "group %d: validators %s, %d must sign"
                      .formatted(group, session.members(group), session.backingThreshold(group)))
              .with("group", group)
              .with("size", session.members(group).size())
              .with("threshold", session.backingThreshold(group)));
    }
    long next = state.number() + 1;
    for (ParaId para : state.paras()) {
      String core = session.core(para).map(one -> "core " + one).orElse("no core");
      int group = state.groupOf(para, next);
      facts.add(
          Fact.of("Assignment", "para %s: %s, group %d in %d".formatted(para, core, group, next))
              .with("para", para.value())
              .with("group", group)
              .with("relayBlock", next));
    }
    return facts;
  }

  private List<Fact> requests() {
    List<Fact> facts = new ArrayList<>();
    for (Map.Entry<ChannelId, OpenRequest> entry : state.openRequests().entrySet()) {
      OpenRequest request = entry.getValue();
      facts.add(
          Fact.of(
                  "Request",
                  "%s %s, %s, %d sessions old"
                      .formatted(
                          entry.getKey(),
                          request.isConfirmed() ? "accepted" : "asked for",
                          FaultSentences.limits(request.limits()),
                          request.ageSessions()))
              .with("channel", entry.getKey().toString())
              .with("ageSessions", request.ageSessions()));
    }
    return orNothing(facts, "no requests");
  }

  private List<Fact> queue(ParaId para) {
    List<Fact> facts = new ArrayList<>();
    for (Watermark entry : state.queue(para).entries()) {
      boolean isPosted = state.posts(para).stream().anyMatch(post -> post.entry().equals(entry));
      String note = isPosted ? "  body posted" : "";
      facts.add(
          Fact.of("Entry", Names.position(entry) + note)
              .with("block", entry.block())
              .with("sender", entry.para().value()));
    }
    return orNothing(facts, "nothing waits");
  }

  private static List<Fact> orNothing(List<Fact> facts, String nothing) {
    return facts.isEmpty() ? List.of(Fact.of("Nothing", nothing)) : facts;
  }

  private List<Fact> para(ParaId para) {
    Optional<ParaRecord> found = state.para(para);
    if (found.isEmpty()) {
      return List.of(Fact.of("Nothing", "not registered"));
    }
    ParaRecord entry = found.get();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
                "Para",
                "%s, head %s, watermark %s, balance %d free and %d reserved"
                    .formatted(
                        EventSentences.word(entry.kind()),
                        names.name(entry.head()),
                        Names.position(entry.watermark()),
                        entry.free(),
                        entry.reserved()))
            .with("head", entry.head().toString())
            .with("watermarkBlock", entry.watermark().block())
            .with("watermarkPara", entry.watermark().para().value())
            .with("free", entry.free())
            .with("reserved", entry.reserved()));
    entry
        .cutoffBlocks()
        .ifPresent(blocks ->
            facts.add(Fact.of("Cutoff", "cutoff " + blocks + " blocks").with("blocks", blocks)));
    for (InFlight one : state.inFlight(para)) {
      String name = names.name(one.hash());
      facts.add(
          Fact.of(
                  "InFlight",
                  "%s in flight since %d, %d of %d validators have signed for chunks"
                      .formatted(
                          name,
                          one.backedIn(),
                          one.available().size(),
                          state.session().validators().size()))
              .with("candidate", name)
              .with("backedIn", one.backedIn())
              .with("available", one.available().size()));
    }
    return facts;
  }

  private List<Fact> row(ParaId para) {
    Optional<ChannelRow> row = state.row(para);
    if (row.isEmpty()) {
      return List.of(Fact.of("Nothing", "no row"));
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of("Row", "root " + Names.shortened(row.get().root()))
            .with("root", row.get().root().toString()));
    for (int slot = 0; slot < row.get().slotCount(); slot++) {
      ChannelCell cell = row.get().cell(slot);
      String text =
          cell.isTombstone()
              ? "tombstone"
              : "to %s, message root %s of %d"
                  .formatted(
                      cell.recipient(), Names.shortened(cell.messageRoot()), cell.lastBlock());
      facts.add(
          Fact.of("Slot", "slot " + slot + ": " + text)
              .with("slot", slot)
              .with("recipient", cell.recipient().value())
              .with("messageRoot", cell.messageRoot().toString())
              .with("lastBlock", cell.lastBlock()));
    }
    return facts;
  }

  private List<Fact> posts(ParaId para) {
    List<Fact> facts = new ArrayList<>();
    for (PostedBody post : state.posts(para)) {
      facts.add(
          Fact.of(
                  "Post",
                  "%s, %d bytes, posted in %d"
                      .formatted(Names.position(post.entry()), post.body().size(), post.postedIn()))
              .with("block", post.entry().block())
              .with("sender", post.entry().para().value())
              .with("bodyHash", post.bodyHash().toString())
              .with("postedIn", post.postedIn()));
    }
    return orNothing(facts, "no posts");
  }

  private List<Fact> channel(ChannelId id) {
    Optional<Channel> found = state.channel(id);
    if (found.isEmpty()) {
      return List.of(Fact.of("Nothing", "no channel"));
    }
    Channel channel = found.get();
    List<Fact> facts = new ArrayList<>();
    long deposits = channel.senderDeposit() + channel.recipientDeposit();
    int waiting = state.pendingCount(id);
    facts.add(
        Fact.of(
                "Channel",
                "%s, slot %d, %d of %d wait, deposits %d"
                    .formatted(
                        FaultSentences.phase(channel.phase()),
                        channel.slot(),
                        waiting,
                        channel.limits().countMax(),
                        deposits))
            .with("slot", channel.slot())
            .with("waiting", waiting)
            .with("deposits", deposits));
    if (state.settings().acceptance() == Acceptance.HRMP) {
      String bodies =
          state.hrmpQueue(id).waiting().stream()
              .map(one -> one.sentAt() + " (" + one.body().size() + " bytes)")
              .collect(Collectors.joining(", "));
      facts.add(
          Fact.of("Queue", "sent in " + (bodies.isEmpty() ? "no block" : bodies))
              .with("head", state.hrmpQueue(id).head().toString()));
    }
    return facts;
  }
}
