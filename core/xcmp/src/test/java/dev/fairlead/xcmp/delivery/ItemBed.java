package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.LinkRecord;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.ParaRecord;
import dev.fairlead.xcmp.relaychain.RelayBlock;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import dev.fairlead.xcmp.relaychain.Validator;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A real relay chain with paras 1000, 2000, 3000 and channels 1000→2000, 1000→3000. */
final class ItemBed {
  static final ParaId SENDER = new ParaId(1000);
  static final ParaId RECIPIENT = new ParaId(2000);
  static final ParaId OTHER = new ParaId(3000);
  static final int BODY_BYTES_MAX = 100;

  private static final ChannelLimits LIMITS = new ChannelLimits(8, 1_000, BODY_BYTES_MAX);
  private static final SortedSet<Integer> ALL = new TreeSet<>(List.of(0, 1, 2));

  private final String fork;
  private final List<Validator> validators =
      Collections.nCopies(3, new Validator(Hash32.ZERO, Bytes.literal("0x01"), List.of()));
  private RelayState state;
  private Hash32 lastLink = Hash32.ZERO;
  private long lastBlock;
  private Hash32 head = hash("genesis head");

  ItemBed(String fork) {
    this.fork = fork;
    SortedMap<ParaId, ParaRecord> paras = new TreeMap<>();
    for (ParaId para : List.of(SENDER, RECIPIENT, OTHER)) {
      paras.put(para, ParaRecord.registered(ParaKind.CHAIN, head, 1_000));
    }
    state =
        RelayState.genesis(
            RelaySettings.STANDARD,
            new BlockRef(0, hash("genesis")),
            new RelaySession(0, 1, validators, List.of(List.of(0, 1, 2)), cores(), Hash32.ZERO),
            paras,
            0);
    openChannels();
  }

  private static SortedMap<ParaId, Integer> cores() {
    SortedMap<ParaId, Integer> cores = new TreeMap<>();
    cores.put(SENDER, 0);
    cores.put(RECIPIENT, 1);
    cores.put(OTHER, 2);
    return cores;
  }

  private void openChannels() {
    List<RelayCall> calls =
        List.of(
            new RelayCall.InitOpen(SENDER, RECIPIENT, LIMITS, 1),
            new RelayCall.AcceptOpen(RECIPIENT, SENDER, LIMITS),
            new RelayCall.InitOpen(SENDER, OTHER, LIMITS, 1),
            new RelayCall.AcceptOpen(OTHER, SENDER, LIMITS));
    RelayBlock.NextSession next =
        new RelayBlock.NextSession(validators, List.of(List.of(0, 1, 2)), cores(), Hash32.ZERO);
    apply(new TreeMap<>(), List.of(), calls, Optional.of(next));
  }

  RelayState state() {
    return state;
  }

  /** A block in which nothing happens. */
  void passBlock() {
    apply(new TreeMap<>(), List.of(), List.of(), Optional.empty());
  }

  /** Backs a candidate of 1000 that sends one body to 2000; gives it as pipelined item. */
  Item back(Bytes body) {
    Hash32 bodyHash = LinkCodec.bodyHash(body);
    Hash32 link = LinkCodec.SEED.link(lastLink, lastBlock, bodyHash);
    TreeMap<ParaId, Hash32> links = new TreeMap<>();
    links.put(RECIPIENT, link);
    Hash32 nextHead = hash("head over " + link);
    int slot = state.slot(new EntryId(SENDER, RECIPIENT, 0, head).channel()).orElseThrow();
    Candidate candidate =
        new Candidate(
            SENDER,
            state.session().index(),
            state.ref().hash(),
            head,
            nextHead,
            new CandidateCommitments.Seed(
                new Commitments(
                    MessageRoot.of(links),
                    Bitfield.of(2, slot),
                    Watermark.START,
                    state.number(),
                    state.storageRoot())),
            hash("pov"),
            hash("erasure root"));
    Item item =
        new Item(
            new EntryId(SENDER, RECIPIENT, 0, candidate.hash(RelaySettings.STANDARD.genesis())),
            new LinkRecord(bodyHash, lastBlock, lastLink, link, body.size()),
            MessageRoot.prove(links, RECIPIENT),
            body);
    apply(
        new TreeMap<>(),
        List.of(new RelayBlock.Backed(candidate, ALL)),
        List.of(),
        Optional.empty());
    head = nextHead;
    lastLink = link;
    return item;
  }

  /** Enacts what was backed; gives its item as entry of the queue. */
  Item enact(Item pipelined) {
    SortedMap<Hash32, SortedSet<Integer>> available = new TreeMap<>();
    available.put(pipelined.id().blockHash(), ALL);
    apply(available, List.of(), List.of(), Optional.empty());
    lastBlock = state.number();
    EntryId entry = new EntryId(SENDER, RECIPIENT, state.number(), state.ref().hash());
    return new Item(entry, pipelined.link(), pipelined.headProof(), pipelined.body());
  }

  private void apply(
      SortedMap<Hash32, SortedSet<Integer>> available,
      List<RelayBlock.Backed> candidates,
      List<RelayCall> calls,
      Optional<RelayBlock.NextSession> next) {
    long number = state.number() + 1;
    state =
        RelayTransition.apply(
                state,
                new RelayBlock(
                    new BlockRef(number, hash(fork + " relay block " + number)),
                    state.ref().hash(),
                    available,
                    candidates,
                    calls,
                    List.of(),
                    new TreeMap<>(),
                    next))
            .state();
  }

  static Hash32 hash(String text) {
    return Blake2b256.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
