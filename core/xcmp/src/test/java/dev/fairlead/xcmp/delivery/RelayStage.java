package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.LinkRecord;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import dev.fairlead.xcmp.relaychain.Validator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A relay chain with three paras and six validators in three groups, on which candidates are made
 * by hand. Channels lead from 1000 and 1001 to 2000, and back from 2000 to 1000.
 */
final class RelayStage {
  static final ParaId A = new ParaId(1000);
  static final ParaId B = new ParaId(1001);
  static final ParaId P = new ParaId(2000);
  private static final ChannelLimits LIMITS = new ChannelLimits(8, 100_000, 10_000);

  final SortedMap<String, Proposal> proposals = new TreeMap<>();
  final Map<Hash32, String> blockNames = new HashMap<>();
  final Map<Hash32, RelayState> states = new HashMap<>();
  RelayState state;
  List<RelayEvent> events = List.of();
  Hash32 parent = Hash32.ZERO;
  private int serial;

  /** A candidate with what it sends, as pipelined items. */
  record Proposal(Candidate candidate, List<Item> outgoing) {}

  RelayStage() {
    SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
    for (ParaId para : List.of(A, B, P)) {
      paras.put(para, ParaRecord.registered(ParaKind.CHAIN, hash("head " + para), 1_000));
    }
    RelaySession session = session().begin(0, 1);
    BlockRef genesis = new BlockRef(0, hash("genesis"));
    remember(
        RelayState.genesis(RelaySettings.STANDARD, genesis, session, paras, 1_000_000), List.of());
    List<RelayCall> calls = new ArrayList<>();
    for (ChannelId channel :
        List.of(new ChannelId(A, P), new ChannelId(B, P), new ChannelId(P, A))) {
      calls.add(new RelayCall.InitOpen(channel.sender(), channel.recipient(), LIMITS, 1));
      calls.add(new RelayCall.AcceptOpen(channel.recipient(), channel.sender(), LIMITS));
    }
    mine(state, List.of(), List.of(), calls, Optional.of(session()));
  }

  private static RelayBlock.NextSession session() {
    List<Validator> validators = new ArrayList<>();
    for (int at = 0; at < 6; at++) {
      validators.add(new Validator(hash("key " + at), peer("v" + at).bytes(), List.of()));
    }
    SortedMap<ParaId, Integer> cores = new TreeMap<>(Map.of(A, 0, B, 1, P, 2));
    return new RelayBlock.NextSession(
        validators, List.of(List.of(0, 1), List.of(2, 3), List.of(4, 5)), cores, hash("seed"));
  }

  static Hash32 hash(String text) {
    return Blake2b256.hash(bytes(text));
  }

  static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  static PeerId peer(String name) {
    return new PeerId(bytes(name));
  }

  static String name(PeerId peer) {
    return new String(peer.bytes().toByteArray(), StandardCharsets.US_ASCII);
  }

  private void remember(RelayState next, List<RelayEvent> what) {
    state = next;
    events = what;
    states.put(next.ref().hash(), next);
    String name = "n" + next.number();
    for (int at = 2; blockNames.containsValue(name); at++) {
      name = "n" + next.number() + "." + at;
    }
    blockNames.put(next.ref().hash(), name);
  }

  RelayState named(String block) {
    return blockNames.entrySet().stream()
        .filter(one -> one.getValue().equals(block))
        .map(one -> states.get(one.getKey()))
        .findFirst()
        .orElseThrow();
  }

  /** One block after another: candidates enacted, candidates backed. */
  void mine(RelayState on, List<Candidate> enacted, List<Candidate> backed) {
    mine(on, enacted, backed, List.of(), Optional.empty());
  }

  private void mine(
      RelayState on,
      List<Candidate> enacted,
      List<Candidate> backed,
      List<RelayCall> calls,
      Optional<RelayBlock.NextSession> next) {
    SortedSet<Integer> all = new TreeSet<>(List.of(0, 1, 2, 3, 4, 5));
    SortedMap<Hash32, SortedSet<Integer>> available = new TreeMap<>();
    enacted.forEach(one -> available.put(one.hash(Hash32.ZERO), all));
    RelayBlock block =
        new RelayBlock(
            new BlockRef(on.number() + 1, hash("block " + ++serial)),
            on.ref().hash(),
            available,
            backed.stream().map(one -> new RelayBlock.Backed(one, all)).toList(),
            calls,
            List.of(),
            new TreeMap<>(),
            next);
    RelayTransition.Outcome outcome = RelayTransition.apply(on, block);
    parent = on.ref().hash();
    remember(outcome.state(), outcome.events());
  }

  /** Makes a candidate on the newest block of its para that acts up to a position and sends. */
  Proposal propose(String name, ParaId para, Watermark cut, SortedMap<ParaId, Bytes> bodies) {
    return propose(state, name, para, cut, bodies);
  }

  Proposal propose(
      RelayState on, String name, ParaId para, Watermark cut, SortedMap<ParaId, Bytes> bodies) {
    SortedMap<ParaId, LinkRecord> links = new TreeMap<>();
    SortedMap<ParaId, Hash32> hashes = new TreeMap<>();
    bodies.forEach((recipient, body) -> {
      LinkRecord link = link(on, new ChannelId(para, recipient), body);
      links.put(recipient, link);
      hashes.put(recipient, link.linkHash());
    });
    int[] bits =
        bodies.keySet().stream()
            .mapToInt(recipient -> on.slot(new ChannelId(para, recipient)).orElseThrow())
            .sorted()
            .toArray();
    Commitments header =
        new Commitments(
            MessageRoot.of(hashes),
            Bitfield.of(bits.length == 0 ? 0 : bits[bits.length - 1] + 1, bits),
            cut,
            on.number(),
            on.storageRoot());
    List<InFlight> inFlight = on.inFlight(para);
    Hash32 parentHead =
        inFlight.isEmpty()
            ? on.para(para).orElseThrow().head()
            : inFlight.getLast().candidate().head();
    Candidate candidate =
        new Candidate(
            para,
            on.session().index(),
            on.ref().hash(),
            parentHead,
            hash("head " + name),
            new CandidateCommitments.Seed(header),
            Blake2b256.hash(ChunkStage.pov(name)),
            ChunkStage.tree(name).root());
    Hash32 candidateHash = candidate.hash(Hash32.ZERO);
    List<Item> outgoing = new ArrayList<>();
    links.forEach((recipient, link) ->
        outgoing.add(
            new Item(
                new EntryId(para, recipient, 0, candidateHash),
                link,
                MessageRoot.prove(hashes, recipient),
                bodies.getOrDefault(recipient, Bytes.EMPTY))));
    Proposal proposal = new Proposal(candidate, List.copyOf(outgoing));
    proposals.put(name, proposal);
    return proposal;
  }

  /** Links by channel and block hash are found in what was proposed before. */
  private LinkRecord link(RelayState on, ChannelId channel, Bytes body) {
    long prevBlock = on.cell(channel).orElseThrow().lastBlock();
    Hash32 prev = Hash32.ZERO;
    if (prevBlock != 0) {
      prev =
          QueueEntry.of(on, channel, prevBlock)
              .flatMap(entry -> item(entry.key()))
              .map(item -> item.link().linkHash())
              .orElseThrow();
    }
    Hash32 bodyHash = LinkCodec.bodyHash(body);
    Hash32 link = LinkCodec.SEED.link(prev, prevBlock, bodyHash);
    return new LinkRecord(bodyHash, prevBlock, prev, link, body.size());
  }

  Optional<Item> item(EntryId key) {
    return proposals.values().stream()
        .flatMap(one -> one.outgoing().stream())
        .filter(item -> item.id().equals(key))
        .findFirst();
  }

  String nameOf(Hash32 candidate) {
    for (Map.Entry<String, Proposal> one : proposals.entrySet()) {
      if (one.getValue().candidate().hash(Hash32.ZERO).equals(candidate)) {
        return one.getKey();
      }
    }
    return candidate.toString();
  }

  /** An entry as people read it: by candidate, or by block. */
  String name(EntryId id) {
    String place =
        id.isPipelined()
            ? nameOf(id.blockHash())
            : blockNames.getOrDefault(id.blockHash(), id.blockHash().toString());
    return id.sender() + ">" + id.recipient() + "@" + place;
  }
}
