package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.StateTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The relay chain's state after one block. It never changes; states of later blocks and of other
 * forks share with it what they have in common. Hashes are computed, and queues put in order, when
 * first asked for, so one thread at a time may use a state or those that share with it.
 */
public final class RelayState {
  private final RelaySettings settings;
  private final BlockRef ref;
  private final RelaySession session;
  private final List<RelayParent> relayParents;
  private final RelayTables tables;
  private final StateTrie storage;
  private final QueueIndex index;

  RelayState(
      RelaySettings settings,
      BlockRef ref,
      RelaySession session,
      List<RelayParent> earlierParents,
      RelayTables tables,
      StateTrie storage) {
    this.settings = settings;
    this.ref = ref;
    this.session = session;
    this.tables = tables;
    this.storage = storage;
    this.index = new QueueIndex(tables, settings.order());
    this.relayParents = newest(earlierParents, settings.candidates().relayParentsMax());
  }

  /**
   * The state of a relay chain that begins.
   *
   * @param session who validates; must start after the genesis block
   * @param paras registered paras; none has a channel
   * @param postFunds what may be spent on posts (AM8)
   */
  public static RelayState genesis(
      RelaySettings settings,
      BlockRef ref,
      RelaySession session,
      SortedMap<ParaId, ParaRecord> paras,
      long postFunds) {
    RelayTables tables = new RelayTables();
    paras.forEach((para, entry) -> tables.paras = tables.paras.put(para, entry));
    tables.sessions = tables.sessions.put(session.index(), session);
    tables.postFunds = postFunds;
    StateTrie storage = StorageWriter.genesis(settings, tables);
    return new RelayState(settings, ref, session, List.of(), tables, storage);
  }

  private List<RelayParent> newest(List<RelayParent> earlier, int max) {
    List<RelayParent> all = new ArrayList<>(earlier);
    all.add(new RelayParent(ref, storage.root()));
    return List.copyOf(all.subList(Math.max(0, all.size() - max), all.size()));
  }

  /** What is fixed for the chain. */
  public RelaySettings settings() {
    return settings;
  }

  /** The block after which this is the state. */
  public BlockRef ref() {
    return ref;
  }

  /** Number of that block, unsigned 32 bits. */
  public long number() {
    return ref.number();
  }

  /** Root of the storage, on which all proofs hang. */
  public Hash32 storageRoot() {
    return storage.root();
  }

  /** The storage, for proofs. */
  public StateTrie storage() {
    return storage;
  }

  /** The session to which the next block belongs. */
  public RelaySession session() {
    return session;
  }

  /** A session of the last 25 hours, or the current one (AM19). */
  public Optional<RelaySession> session(long index) {
    return tables.sessions.get(index);
  }

  /** Blocks that a candidate of the next block may be built on, oldest first; the last is this. */
  public List<RelayParent> relayParents() {
    return relayParents;
  }

  /** The group that backs a para, or receives for it, at a block of the current session. */
  public int groupOf(ParaId para, long block) {
    return tables.groupOf(para, session, block, settings.candidates().rotationBlocks());
  }

  /** Registered paras, ascending. */
  public SortedSet<ParaId> paras() {
    SortedSet<ParaId> paras = new TreeSet<>();
    tables.paras.forEach(entry -> paras.add(entry.getKey()));
    return paras;
  }

  /** A registered para. */
  public Optional<ParaRecord> para(ParaId para) {
    return tables.paras.get(para);
  }

  /** Candidates of a para between backing and enactment, oldest first. */
  public List<InFlight> inFlight(ParaId para) {
    return tables.inFlight(para);
  }

  /** The row of a sender, for reading and proofs only; absent if it never had a channel. */
  public Optional<ChannelRow> row(ParaId sender) {
    return tables.rows.get(sender);
  }

  /** The slot of a channel that exists. */
  public OptionalInt slot(ChannelId channel) {
    return tables.channels.get(channel).stream().mapToInt(Channel::slot).findFirst();
  }

  /** The cell of a channel that exists. */
  public Optional<ChannelCell> cell(ChannelId channel) {
    return tables
        .channels
        .get(channel)
        .flatMap(found -> row(channel.sender()).map(row -> row.cell(found.slot())));
  }

  /** A channel that exists. */
  public Optional<Channel> channel(ChannelId channel) {
    return tables.channels.get(channel);
  }

  /** All channels. */
  public SortedMap<ChannelId, Channel> channels() {
    return copy(tables.channels);
  }

  /** All requests for channels. */
  public SortedMap<ChannelId, OpenRequest> openRequests() {
    return copy(tables.requests);
  }

  /** Senders with a channel to a para, ascending. */
  public List<ParaId> ingressIndex(ParaId recipient) {
    return tables.senders(recipient);
  }

  /** Recipients of a para's channels, ascending. */
  public List<ParaId> egressIndex(ParaId sender) {
    return tables.recipients(sender);
  }

  /** The entries that wait for a para. */
  public IngressQueue queue(ParaId recipient) {
    return index.queue(recipient);
  }

  /** The same with their origins, in queue order; those whose candidate is forgotten lack. */
  public List<WaitingEntry> waiting(ParaId recipient) {
    return index.waiting(recipient);
  }

  /** The candidate by which a block sent on a channel; absent if none did or it is forgotten. */
  public Optional<Enacted> origin(ChannelId channel, long block) {
    return index.origin(channel, block);
  }

  /** How many entries of a channel wait. */
  public int pendingCount(ChannelId channel) {
    return tables.pendingCount(channel);
  }

  /** Position up to which a para has acted; the start if it is not registered. */
  public Watermark watermark(ParaId para) {
    return para(para).map(ParaRecord::watermark).orElse(Watermark.START);
  }

  /** Bodies kept for a para, oldest first. */
  public List<PostedBody> posts(ParaId recipient) {
    return tables.posts.get(recipient).orElse(List.of());
  }

  /** What may still be spent on posts (AM8). */
  public long postFunds() {
    return tables.postFunds;
  }

  /** What waits in a channel under HRMP. */
  public HrmpQueue hrmpQueue(ChannelId channel) {
    return tables.hrmpQueues.get(channel).orElse(HrmpQueue.EMPTY);
  }

  /** Candidates that a block enacted, in its order, while they are kept (AM19). */
  public List<Enacted> enactedIn(long block) {
    return index.enactedIn(block);
  }

  /** Those of one sender, oldest first. */
  public List<Enacted> enactedIn(long block, ParaId sender) {
    return index.enactedIn(block, sender);
  }

  /** A candidate that was included, while it is kept. */
  public Optional<Enacted> enacted(Hash32 candidate) {
    return tables.enacted.get(candidate);
  }

  RelayTables tables() {
    return tables;
  }

  private static <K extends Comparable<? super K>, V> SortedMap<K, V> copy(
      PersistentMap<K, V> source) {
    SortedMap<K, V> copy = new TreeMap<>();
    for (Map.Entry<K, V> entry : source) {
      copy.put(entry.getKey(), entry.getValue());
    }
    return copy;
  }
}
