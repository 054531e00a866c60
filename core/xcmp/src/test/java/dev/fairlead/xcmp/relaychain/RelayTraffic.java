package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.NaiveTree;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Blocks by chance: mostly honest, so that much happens, and wrong in every way now and then. */
final class RelayTraffic {
  static final List<ParaId> PARAS =
      List.of(new ParaId(1000), new ParaId(1001), new ParaId(2000), new ParaId(2001));
  private static final ParaId STRANGER = new ParaId(9_999);

  final Map<Hash32, NaiveRelayChain.Outbox> outboxes = new HashMap<>();
  int operations;
  private final Random random;
  private final Map<ParaId, Hash32> heads = new HashMap<>();
  private int serial;

  RelayTraffic(Random random) {
    this.random = random;
  }

  /** A block after a state. */
  RelayBlock next(NaiveRelayChain at) {
    heads.clear();
    RelayBed.Content content = new RelayBed.Content();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      operations++;
      int kind = random.nextInt(40);
      if (kind < 15) {
        candidate(at).ifPresent(content.backed::add);
      } else if (kind < 25) {
        availability(at, content);
      } else if (kind < 37) {
        content.calls.add(call(at));
      } else if (kind < 39) {
        post(at).ifPresent(content.posts::add);
      } else {
        votes(at, content);
      }
    }
    if (chance(10)) {
      operations++;
      content.nextSession = Optional.of(session());
    }
    return new RelayBlock(
        new BlockRef(at.ref.number() + 1, hash()),
        at.ref.hash(),
        content.available,
        content.backed,
        content.calls,
        content.posts,
        content.votes,
        content.nextSession);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Hash32 hash() {
    return RelayBed.hash((long) ++serial << 32 | 7);
  }

  private ParaId para() {
    return chance(50) ? STRANGER : any(PARAS);
  }

  private SortedSet<Integer> some(int limit) {
    SortedSet<Integer> chosen = new TreeSet<>();
    for (int i = -1; i <= limit; i++) {
      if (random.nextBoolean()) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  /** Who validates next. */
  RelayBlock.NextSession session() {
    int count = 4 + random.nextInt(4);
    int cut = 1 + random.nextInt(count - 1);
    List<Integer> all = new ArrayList<>(RelayBed.validators(count));
    Collections.shuffle(all, random);
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    PARAS.forEach(para -> {
      if (random.nextBoolean()) {
        cores.put(para, random.nextInt(3));
      }
    });
    return new RelayBlock.NextSession(
        Collections.nCopies(count, new Validator(Hash32.ZERO, Bytes.EMPTY, List.of())),
        List.of(all.subList(0, cut), all.subList(cut, count)),
        cores,
        Hash32.ZERO);
  }

  private Optional<RelayBlock.Backed> candidate(NaiveRelayChain at) {
    ParaId para = para();
    RelayParent parent = chance(4) ? any(at.relayParents) : at.relayParents.getLast();
    if (chance(40)) {
      parent = new RelayParent(new BlockRef(parent.ref().number(), hash()), parent.storageRoot());
    }
    Hash32 head = Optional.ofNullable(at.paras.get(para)).map(one -> one.head).orElse(Hash32.ZERO);
    List<NaiveRelayChain.Flight> flights = at.flightsOf(para);
    if (!flights.isEmpty()) {
      head = flights.getLast().candidate().head();
    }
    NaiveRelayChain.Outbox outbox = outbox(at, para);
    Candidate candidate =
        new Candidate(
            para,
            chance(60) ? at.session.index() + 1 : at.session.index(),
            parent.ref().hash(),
            chance(40) ? hash() : heads.getOrDefault(para, head),
            hash(),
            new CandidateCommitments.Seed(commitments(at, para, parent, outbox)),
            Hash32.ZERO,
            Hash32.ZERO);
    if (chance(2)) {
      heads.put(para, candidate.head());
    }
    outboxes.put(candidate.hash(Hash32.ZERO), outbox);
    int all = at.session.validators().size();
    SortedSet<Integer> signers = chance(15) ? some(all) : RelayBed.validators(all);
    return Optional.of(new RelayBlock.Backed(candidate, signers));
  }

  private NaiveRelayChain.Outbox outbox(NaiveRelayChain at, ParaId sender) {
    SortedMap<ParaId, Bytes> bodies = new TreeMap<>();
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    for (NaiveRelayChain.Chan channel : at.channels.values()) {
      boolean isWanted = !channel.isSealed() || chance(8);
      if (channel.id.sender().equals(sender) && isWanted && random.nextInt(3) > 0) {
        byte[] body = new byte[8 + random.nextInt(24)];
        random.nextBytes(body);
        bodies.put(channel.id.recipient(), Bytes.of(body));
        boolean isFirst = channel.messages.isEmpty();
        links.put(
            channel.id.recipient(),
            NaiveTree.seedLink(
                NaiveTree.bodyHash(Bytes.of(body)),
                isFirst ? 0 : channel.messages.getLast().block(),
                isFirst ? Hash32.ZERO : channel.messages.getLast().link()));
      }
    }
    return new NaiveRelayChain.Outbox(bodies, links);
  }

  private Commitments commitments(
      NaiveRelayChain at, ParaId para, RelayParent parent, NaiveRelayChain.Outbox outbox) {
    List<ChannelCell> row = at.rows.getOrDefault(para, List.of());
    SortedSet<Integer> bits = new TreeSet<>();
    outbox.links().keySet().forEach(to -> bits.add(at.slot(new ChannelId(para, to))));
    if (chance(30)) {
      int slot = random.nextInt(row.size() + 1);
      if (slot == row.size() || row.get(slot).isTombstone()) {
        bits.add(slot);
      }
    }
    int least = bits.isEmpty() ? 0 : bits.last() + 1;
    int size = chance(40) ? row.size() + 1 : random.nextBoolean() ? row.size() : least;
    Hash32 root = NaiveTree.messageRoot(outbox.links());
    return new Commitments(
        chance(50) ? hash() : chance(50) ? Hash32.ZERO : root,
        Bitfield.of(Math.max(size, least), bits.stream().mapToInt(Integer::intValue).toArray()),
        watermark(at, para, parent.ref().number()),
        chance(50) ? parent.ref().number() + 1 : parent.ref().number(),
        chance(50) ? hash() : parent.storageRoot());
  }

  private Watermark watermark(NaiveRelayChain at, ParaId para, long relayParent) {
    List<Watermark> pending = at.pending(para);
    int kind = random.nextInt(20);
    if (kind < 9 && !pending.isEmpty()) {
      return kind < 5 ? pending.getFirst() : any(pending);
    }
    if (kind < 12) {
      return Watermark.endOf(relayParent);
    }
    if (kind < 18) {
      return at.flightsOf(para).isEmpty()
          ? Optional.ofNullable(at.paras.get(para)).map(one -> one.mark).orElse(Watermark.START)
          : ((CandidateCommitments.Seed) at.flightsOf(para).getLast().candidate().commitments())
              .header()
              .watermark();
    }
    return new Watermark(
        Math.max(0, relayParent - random.nextInt(6) + 1), chance(3) ? ParaId.HIGHEST : any(PARAS));
  }

  private void availability(NaiveRelayChain at, RelayBed.Content content) {
    for (NaiveRelayChain.Flight flight : at.flights) {
      int all = at.session.validators().size();
      content.available.put(flight.hash(), chance(4) ? some(all) : RelayBed.validators(all));
    }
  }

  private RelayCall call(NaiveRelayChain at) {
    ChannelLimits limits = new ChannelLimits(random.nextInt(5), 500, 100);
    List<ChannelId> channels = List.copyOf(at.channels.keySet());
    List<NaiveRelayChain.Request> requests = List.copyOf(at.requests.values());
    ChannelId id = channels.isEmpty() || chance(8) ? new ChannelId(para(), para()) : any(channels);
    int kind = random.nextInt(60);
    if (kind < 20 || (requests.isEmpty() && kind < 42)) {
      return new RelayCall.InitOpen(para(), para(), limits, 1 + random.nextInt(3));
    }
    if (kind < 42) {
      NaiveRelayChain.Request request = any(requests);
      return new RelayCall.AcceptOpen(
          chance(10) ? para() : request.id().recipient(),
          request.id().sender(),
          chance(10) ? limits : request.limits());
    }
    if (kind < 44) {
      ChannelId asked = requests.isEmpty() ? id : any(requests).id();
      return new RelayCall.CancelOpen(end(asked), asked);
    }
    return rareCall(kind, id);
  }

  private RelayCall rareCall(int kind, ChannelId id) {
    if (kind < 48) {
      return new RelayCall.Close(end(id), id);
    }
    if (kind < 51) {
      return new RelayCall.AcceptClose(end(id), id);
    }
    return switch (kind) {
      case 51 -> new RelayCall.ForceClose(id);
      case 52 -> new RelayCall.SetCutoff(para(), random.nextInt(20));
      case 53 -> new RelayCall.SetPeers(para(), Collections.nCopies(random.nextInt(18), body()));
      case 54 -> chance(2) ? new RelayCall.Offboard(para()) : new RelayCall.Close(end(id), id);
      case 55, 56, 57 -> new RelayCall.Register(any(PARAS), kind(), hash(), 45);
      case 58 -> new RelayCall.Register(ParaId.HIGHEST, kind(), hash(), 45);
      default -> new RelayCall.Migrate(para(), kind());
    };
  }

  private static Bytes body() {
    return RelayBed.body(2);
  }

  private ParaKind kind() {
    return random.nextBoolean() ? ParaKind.CHAIN : ParaKind.THREAD;
  }

  private ParaId end(ChannelId id) {
    return chance(10) ? para() : random.nextBoolean() ? id.sender() : id.recipient();
  }

  private Optional<BodyPost> post(NaiveRelayChain at) {
    List<BodyPost> honest = new ArrayList<>();
    for (ParaId para : PARAS) {
      List<Watermark> pending = at.pending(para);
      for (Watermark entry : chance(4) || pending.isEmpty() ? pending : pending.subList(0, 1)) {
        ChannelId id = new ChannelId(entry.para(), para);
        new NaivePosts(at).honest(id, entry.block()).ifPresent(honest::add);
      }
    }
    if (honest.isEmpty()) {
      return Optional.empty();
    }
    BodyPost post = any(honest);
    boolean isForged = chance(6);
    return Optional.of(
        new BodyPost(
            post.channel(),
            post.block(),
            isForged ? body() : post.body(),
            post.prevLink(),
            chance(20) ? post.prevBlock() + 1 : post.prevBlock(),
            post.newer(),
            post.head()));
  }

  private void votes(NaiveRelayChain at, RelayBed.Content content) {
    if (!at.included.isEmpty()) {
      Hash32 candidate = chance(6) ? hash() : any(at.included).hash();
      content.votes.put(candidate, some(5));
    }
  }
}
