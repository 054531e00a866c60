package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.NaiveTree;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The relay chain as section 3 of the facts tells it, with plain lists and maps: every block copies
 * everything, queues are found by looking through all messages ever sent, roots are computed from
 * nothing. A channel remembers its messages, so that what may be posted is known and not proven.
 */
final class NaiveRelayChain {
  /** A message of a channel that exists. */
  record Message(long block, Bytes body, Hash32 prevLink, long prevBlock, Hash32 link) {}

  /** What a candidate sends, known to whoever made it. */
  record Outbox(SortedMap<ParaId, Bytes> bodies, SortedMap<ParaId, Hash32> links) {}

  /** A channel; its phase in words. */
  static final class Chan {
    final ChannelId id;
    final ChannelLimits limits;
    final int ownDelay;
    String phase = "open";
    int counter;
    final List<Message> messages = new ArrayList<>();

    Chan(ChannelId id, ChannelLimits limits, int ownDelay) {
      this.id = id;
      this.limits = limits;
      this.ownDelay = ownDelay;
    }

    boolean isSealed() {
      return !phase.equals("open") && !phase.equals("closing by recipient");
    }

    Chan copy() {
      Chan copy = new Chan(id, limits, ownDelay);
      copy.phase = phase;
      copy.counter = counter;
      copy.messages.addAll(messages);
      return copy;
    }
  }

  /** A request for a channel. */
  record Request(ChannelId id, ChannelLimits limits, int ownDelay, boolean confirmed, int age) {}

  /** A candidate in flight. */
  record Flight(Candidate candidate, Hash32 hash, long backedIn, Set<Integer> available) {}

  /** An included candidate. */
  record Included(Hash32 hash, long block, BlockRef parent, long session, Set<Integer> votes) {}

  /** A posted body. */
  record Posted(ParaId recipient, Watermark entry, long postedIn) {}

  /** A para; its watermark and the rest of what is known of it. */
  static final class Para {
    ParaKind kind;
    Hash32 head;
    long free;
    long reserved;
    Watermark mark = Watermark.START;
    long lastAdvance;
    long lastRelayParent;
    long cutoff;
    List<Bytes> peers = List.of();

    Para(ParaKind kind, Hash32 head, long free) {
      this.kind = kind;
      this.head = head;
      this.free = free;
    }

    Para copy() {
      Para copy = new Para(kind, head, free);
      copy.reserved = reserved;
      copy.mark = mark;
      copy.lastAdvance = lastAdvance;
      copy.lastRelayParent = lastRelayParent;
      copy.cutoff = cutoff;
      copy.peers = peers;
      return copy;
    }
  }

  final RelaySettings settings;
  final Map<Hash32, Outbox> outboxes;
  BlockRef ref;
  BlockRef parent;
  RelaySession session;
  final SortedMap<Long, RelaySession> sessions = new TreeMap<>();
  final SortedMap<ParaId, Para> paras = new TreeMap<>();
  final SortedMap<ParaId, List<ChannelCell>> rows = new TreeMap<>();
  final SortedMap<ChannelId, Chan> channels = new TreeMap<>();
  final SortedMap<ChannelId, Request> requests = new TreeMap<>();
  final SortedMap<ChannelId, Long> ended = new TreeMap<>();
  final List<Flight> flights = new ArrayList<>();
  final List<Included> included = new ArrayList<>();
  final List<Posted> posts = new ArrayList<>();
  final List<ParaId> leaving = new ArrayList<>();
  List<RelayParent> relayParents = new ArrayList<>();
  long funds;

  /** What the block that led here did, in words: refusals with their rule, enactments, ends. */
  final List<String> story = new ArrayList<>();

  final List<BlockRef> lostDisputes = new ArrayList<>();

  NaiveRelayChain(RelaySettings settings, Map<Hash32, Outbox> outboxes) {
    this.settings = settings;
    this.outboxes = outboxes;
  }

  /** The state after one more block. */
  NaiveRelayChain after(RelayBlock block) {
    NaiveRelayChain next = copy();
    next.parent = ref;
    next.ref = block.ref();
    next.countAvailability(block);
    next.enactAll();
    next.dropLate();
    for (RelayBlock.Backed backed : block.candidates()) {
      String rule = new NaiveAcceptance(next).judge(backed);
      if (rule.isEmpty()) {
        Hash32 hash = backed.candidate().hash(settings.genesis());
        next.flights.add(new Flight(backed.candidate(), hash, next.ref.number(), Set.of()));
      } else {
        next.story.add("candidate " + rule);
      }
    }
    for (RelayCall call : block.calls()) {
      String rule = new NaiveCalls(next).carryOut(call);
      if (!rule.isEmpty()) {
        next.story.add("call " + rule);
      }
    }
    new NaivePosts(next).consider(block.posts());
    next.countVotes(block);
    block.nextSession().ifPresent(new NaiveSession(next)::begin);
    next.relayParents.add(new RelayParent(next.ref, NaiveStorage.root(next)));
    while (next.relayParents.size() > settings.candidates().relayParentsMax()) {
      next.relayParents.removeFirst();
    }
    return next;
  }

  private NaiveRelayChain copy() {
    NaiveRelayChain copy = new NaiveRelayChain(settings, outboxes);
    copy.session = session;
    copy.sessions.putAll(sessions);
    paras.forEach((id, para) -> copy.paras.put(id, para.copy()));
    rows.forEach((id, row) -> copy.rows.put(id, new ArrayList<>(row)));
    channels.forEach((id, channel) -> copy.channels.put(id, channel.copy()));
    copy.requests.putAll(requests);
    copy.ended.putAll(ended);
    copy.flights.addAll(flights);
    copy.included.addAll(included);
    copy.posts.addAll(posts);
    copy.leaving.addAll(leaving);
    copy.relayParents = new ArrayList<>(relayParents);
    copy.funds = funds;
    return copy;
  }

  /** Whether one position comes strictly after another: by block, then by rank (O1 to O3, AM7). */
  boolean isAfter(Watermark one, Watermark other) {
    if (one.block() != other.block()) {
      return one.block() > other.block();
    }
    return rank(one).compareTo(rank(other)) > 0;
  }

  private BigInteger rank(Watermark position) {
    BigInteger id = BigInteger.valueOf(position.para().value());
    if (settings.order() == QueueOrder.BY_ID || id.signum() == 0) {
      return id;
    }
    if (position.para().equals(ParaId.HIGHEST)) {
      return BigInteger.ONE.shiftLeft(256);
    }
    Hash32 key =
        NaiveTree.hash(
            "xcmp-order-v1".getBytes(StandardCharsets.US_ASCII),
            NaiveTree.u32(position.block()),
            NaiveTree.u32(position.para().value()));
    return new BigInteger(1, key.toByteArray());
  }

  /** All entries of a para after a position and up to a block, in queue order. */
  List<Watermark> queue(ParaId recipient, Watermark after, long upTo) {
    List<Watermark> entries = new ArrayList<>();
    for (Chan channel : channels.values()) {
      if (channel.id.recipient().equals(recipient)) {
        for (Message message : channel.messages) {
          Watermark entry = new Watermark(message.block(), channel.id.sender());
          if (isAfter(entry, after) && message.block() <= upTo) {
            entries.add(entry);
          }
        }
      }
    }
    entries.sort((one, other) -> isAfter(one, other) ? 1 : one.equals(other) ? 0 : -1);
    return entries;
  }

  /** The entries that wait for a para. */
  List<Watermark> pending(ParaId recipient) {
    Para para = paras.get(recipient);
    return para == null ? List.of() : queue(recipient, para.mark, Long.MAX_VALUE);
  }

  long pendingCount(ChannelId id) {
    return pending(id.recipient()).stream().filter(one -> one.para().equals(id.sender())).count();
  }

  List<Flight> flightsOf(ParaId para) {
    return flights.stream().filter(one -> one.candidate().para().equals(para)).toList();
  }

  int slot(ChannelId id) {
    List<ChannelCell> row = rows.get(id.sender());
    for (int slot = 0; slot < row.size(); slot++) {
      if (row.get(slot).recipient().equals(id.recipient())) {
        return slot;
      }
    }
    throw new IllegalStateException("no slot of " + id);
  }

  List<Integer> group(ParaId para) {
    int groups = session.groups().size();
    Integer core = session.cores().get(para);
    boolean isThread = paras.containsKey(para) && paras.get(para).kind == ParaKind.THREAD;
    if (core != null && !isThread) {
      long periods = (ref.number() - session.startBlock()) / settings.candidates().rotationBlocks();
      return session.groups().get((int) ((core + periods) % groups));
    }
    Hash32 hash =
        NaiveTree.hash(
            "xcmp-rv".getBytes(StandardCharsets.US_ASCII),
            NaiveTree.u32(session.index()),
            NaiveTree.u32(para.value()));
    BigInteger number = new BigInteger(1, hash.toByteArray());
    return session.groups().get(number.mod(BigInteger.valueOf(groups)).intValue());
  }

  private void countAvailability(RelayBlock block) {
    for (int i = 0; i < flights.size(); i++) {
      Flight one = flights.get(i);
      Set<Integer> all = new TreeSet<>(one.available());
      for (int validator : block.available().getOrDefault(one.hash(), new TreeSet<>())) {
        if (validator >= 0 && validator < session.validators().size()) {
          all.add(validator);
        }
      }
      flights.set(i, new Flight(one.candidate(), one.hash(), one.backedIn(), all));
    }
  }

  private void enactAll() {
    for (ParaId para : List.copyOf(paras.keySet())) {
      for (Flight one : flightsOf(para)) {
        boolean isAvailable = 3 * one.available().size() > 2 * session.validators().size();
        if (!isAvailable || one.backedIn() >= ref.number()) {
          break;
        }
        flights.remove(one);
        enact(para, one);
      }
    }
  }

  private void enact(ParaId id, Flight one) {
    story.add("enacted " + one.hash());
    Commitments header = ((CandidateCommitments.Seed) one.candidate().commitments()).header();
    Para para = paras.get(id);
    para.head = one.candidate().head();
    para.lastRelayParent = header.relayParentNumber();
    ended
        .entrySet()
        .removeIf(
            end -> end.getKey().recipient().equals(id) && end.getValue() <= para.lastRelayParent);
    Outbox outbox = outboxes.get(one.hash());
    for (int slot = 0; slot < header.sent().size(); slot++) {
      if (header.sent().isSet(slot)) {
        ChannelCell cell = rows.get(id).get(slot);
        Chan channel = channels.get(new ChannelId(id, cell.recipient()));
        Message last = channel.messages.isEmpty() ? null : channel.messages.getLast();
        channel.messages.add(
            new Message(
                ref.number(),
                outbox.bodies().get(cell.recipient()),
                last == null ? Hash32.ZERO : last.link(),
                last == null ? 0 : last.block(),
                outbox.links().get(cell.recipient())));
        ChannelCell next = new ChannelCell(cell.recipient(), header.messageRoot(), ref.number());
        rows.get(id).set(slot, next);
      }
    }
    if (isAfter(header.watermark(), para.mark)) {
      para.lastAdvance = ref.number();
    }
    para.mark = header.watermark();
    posts.removeIf(post -> post.recipient().equals(id) && !isAfter(post.entry(), para.mark));
    included.add(
        new Included(one.hash(), ref.number(), parent, one.candidate().session(), new TreeSet<>()));
  }

  private void dropLate() {
    Set<ParaId> dropping = new HashSet<>();
    for (Flight one : List.copyOf(flights)) {
      ParaId para = one.candidate().para();
      boolean isLate = ref.number() - one.backedIn() >= settings.candidates().availabilityBlocks();
      if (isLate || dropping.contains(para)) {
        dropping.add(para);
        flights.remove(one);
      }
    }
  }

  private void countVotes(RelayBlock block) {
    included.removeIf(one -> ref.number() - one.block() > settings.candidates().enactedBlocks());
    for (var votes : block.votes().entrySet()) {
      for (int i = 0; i < included.size(); i++) {
        Included one = included.get(i);
        if (one.hash().equals(votes.getKey())) {
          int validators = sessions.get(one.session()).validators().size();
          Set<Integer> all = new TreeSet<>(one.votes());
          votes.getValue().stream().filter(at -> at >= 0 && at < validators).forEach(all::add);
          included.set(i, new Included(one.hash(), one.block(), one.parent(), one.session(), all));
          if (3 * all.size() > 2 * validators) {
            lostDisputes.add(one.parent());
          }
        }
      }
    }
  }
}
