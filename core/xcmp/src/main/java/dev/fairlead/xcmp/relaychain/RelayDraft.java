package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The state while a block is applied to it, with what must be written to storage in the end. */
final class RelayDraft {
  final RelayState before;
  final RelayBlock block;
  final RelaySettings settings;
  final RelayTables tables;
  final Set<ParaId> postedFor = new HashSet<>();
  long postBytes;
  private final List<RelayEvent> events = new ArrayList<>();
  private final Set<ParaId> ownRows = new HashSet<>();
  private final SortedSet<ParaId> touchedParas = new TreeSet<>();
  private final SortedSet<ChannelId> touchedChannels = new TreeSet<>();
  private RelaySession session;
  private List<RelayParent> earlierParents;

  RelayDraft(RelayState before, RelayBlock block) {
    if (!block.parent().equals(before.ref().hash())
        || block.ref().number() != before.number() + 1) {
      throw new IllegalArgumentException(
          "block " + block.ref() + " does not follow " + before.ref());
    }
    this.before = before;
    this.block = block;
    this.settings = before.settings();
    this.tables = before.tables().copy();
    this.session = before.session();
    this.earlierParents = before.relayParents();
  }

  /** Number of the block. */
  long number() {
    return block.ref().number();
  }

  void emit(RelayEvent event) {
    events.add(event);
  }

  RelaySession session() {
    return session;
  }

  /** Blocks that a candidate of this block may be built on. */
  List<RelayParent> relayParents() {
    return before.relayParents();
  }

  void begin(RelaySession next) {
    session = next;
    earlierParents = List.of();
    tables.sessions = tables.sessions.put(next.index(), next);
  }

  Optional<ParaRecord> para(ParaId para) {
    return tables.paras.get(para);
  }

  void setPara(ParaId para, ParaRecord next) {
    tables.paras = tables.paras.put(para, next);
    touchedParas.add(para);
  }

  void removePara(ParaId para) {
    tables.paras = tables.paras.remove(para);
    tables.rows = tables.rows.remove(para);
    tables.digests = tables.digests.remove(para);
    tables.posts = tables.posts.remove(para);
    touchedParas.add(para);
  }

  Optional<Channel> channel(ChannelId channel) {
    return tables.channels.get(channel);
  }

  void setChannel(ChannelId id, Channel channel) {
    tables.channels = tables.channels.put(id, channel);
    touchedChannels.add(id);
  }

  void openChannel(ChannelId id, Channel channel) {
    setChannel(id, channel);
    tables.openIndexes(id);
    touchEnds(id);
  }

  void removeChannel(ChannelId id) {
    tables.channels = tables.channels.remove(id);
    tables.hrmpQueues = tables.hrmpQueues.remove(id);
    tables.closeIndexes(id);
    tables.endedIn = tables.endedIn.put(id, number());
    touchEnds(id);
  }

  void setHrmpQueue(ChannelId id, HrmpQueue queue) {
    tables.hrmpQueues = tables.hrmpQueues.put(id, queue);
    touchedChannels.add(id);
  }

  private void touchEnds(ChannelId id) {
    touchedChannels.add(id);
    touchedParas.add(id.sender());
    touchedParas.add(id.recipient());
  }

  /** The row of a sender, which this block may write to. */
  ChannelRow ownRow(ParaId sender) {
    if (ownRows.add(sender)) {
      ChannelRow row =
          tables.rows.get(sender).map(ChannelRow::copy).orElseGet(() -> new ChannelRow(sender));
      tables.rows = tables.rows.put(sender, row);
      touchedParas.add(sender);
    }
    return tables.rows.get(sender).orElseThrow();
  }

  int slotCount(ParaId sender) {
    return tables.rows.get(sender).map(ChannelRow::slotCount).orElse(0);
  }

  void addPending(ChannelId channel) {
    ParaId recipient = channel.recipient();
    PersistentMap<Long, List<ParaId>> digest = tables.digest(recipient);
    List<ParaId> senders = digest.get(number()).orElse(List.of());
    if (senders.contains(channel.sender())) {
      return;
    }
    digest = digest.put(number(), RelayTables.with(senders, channel.sender()));
    tables.digests = tables.digests.put(recipient, digest);
    touchedParas.add(recipient);
    count(channel, 1);
    emit(new RelayEvent.EntryQueued(channel, number()));
  }

  void removePending(ParaId recipient, List<Watermark> entries) {
    PersistentMap<Long, List<ParaId>> digest = tables.digest(recipient);
    for (Watermark entry : entries) {
      List<ParaId> senders = digest.get(entry.block()).orElse(List.of());
      digest =
          RelayTables.putOrRemove(
              digest, entry.block(), RelayTables.without(senders, entry.para()));
      count(new ChannelId(entry.para(), recipient), -1);
    }
    touchedParas.add(recipient);
    tables.digests =
        digest.size() == 0
            ? tables.digests.remove(recipient)
            : tables.digests.put(recipient, digest);
  }

  private void count(ChannelId channel, int difference) {
    int count = tables.pendingCount(channel) + difference;
    tables.pendingCounts =
        count == 0
            ? tables.pendingCounts.remove(channel)
            : tables.pendingCounts.put(channel, count);
  }

  /** Drops posted bodies whose entry is among these. */
  void dropPosts(ParaId recipient, List<Watermark> entries, RelayEvent.PostEnd cause) {
    List<PostedBody> posts = tables.posts.get(recipient).orElse(List.of());
    List<PostedBody> kept = new ArrayList<>();
    for (PostedBody post : posts) {
      if (entries.contains(post.entry())) {
        emit(new RelayEvent.PostDropped(recipient, post.entry(), cause));
      } else {
        kept.add(post);
      }
    }
    if (kept.size() != posts.size()) {
      tables.posts = RelayTables.putOrRemove(tables.posts, recipient, kept);
    }
  }

  RelayTransition.Outcome seal() {
    StorageWriter writer = new StorageWriter(before, tables);
    touchedParas.forEach(writer::para);
    if (settings.acceptance() == Acceptance.HRMP) {
      touchedChannels.forEach(writer::hrmpChannel);
    }
    RelayState after =
        new RelayState(settings, block.ref(), session, earlierParents, tables, writer.storage());
    return new RelayTransition.Outcome(after, events);
  }
}
