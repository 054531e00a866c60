package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCodec;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One example of each message, in the order of a conversation; links, proofs and codes hold. */
final class ExampleFrames {
  static final Hash32 GENESIS = hash("genesis");
  static final Hash32 RELAY_BLOCK = hash("relay block 120");
  static final ParaId SENDER = new ParaId(1000);
  static final ParaId RECIPIENT = new ParaId(2000);
  static final Bytes BODY = text("hello para 2000");
  static final EntryId ENTRY = new EntryId(SENDER, RECIPIENT, 120, RELAY_BLOCK);
  static final EntryId EARLIER = new EntryId(SENDER, RECIPIENT, 118, hash("relay block 118"));
  static final PeerId COLLATOR = new PeerId(Bytes.literal("0x0024080112200102030405060708"));
  static final Hash32 NONCE = hash("nonce");

  private static final Watermark FROM = new Watermark(119, ParaId.HIGHEST);
  private static final Bytes SIGNATURE = Bytes.of(new byte[64]);

  private ExampleFrames() {}

  static Map<String, Spoken> all() {
    Map<String, Spoken> all = new LinkedHashMap<>();
    greet(all);
    deliver(all);
    audit(all);
    back(all);
    part(all);
    return all;
  }

  private static void greet(Map<String, Spoken> all) {
    say(
        all,
        "hello-collator",
        new Notification.Hello(
            1, Role.COLLATOR, Optional.of(RECIPIENT), 120, RELAY_BLOCK, Optional.empty()));
    say(
        all,
        "hello-validator",
        new Notification.Hello(
            1,
            Role.VALIDATOR,
            Optional.empty(),
            120,
            RELAY_BLOCK,
            Optional.of(new Notification.ValidatorProof(3, 7, SIGNATURE))));
    say(all, "view", new Notification.View(List.of(RELAY_BLOCK), 117));
    say(
        all,
        "announce",
        new Notification.Announce(List.of(new Notification.Announced(ENTRY, BODY.size()))));
  }

  private static void deliver(Map<String, Spoken> all) {
    ask(all, "queue-request", new PeerRequest.Queue(RECIPIENT, RELAY_BLOCK, FROM, 1_024));
    answer(
        all,
        "queue-response",
        PeerProtocol.QUEUE,
        new PeerResponse.Listed(List.of(new PeerResponse.Waiting(ENTRY, BODY.size(), true))));
    ask(
        all,
        "fetch-request",
        new PeerRequest.Fetch(
            RECIPIENT,
            RELAY_BLOCK,
            FROM,
            Optional.of(List.of(SENDER)),
            256,
            1 << 20,
            PeerRequest.Want.BODIES));
    answer(
        all,
        "fetch-response",
        PeerProtocol.FETCH,
        new PeerResponse.Fetched(
            RELAY_BLOCK, List.of(item()), Optional.of(new Watermark(121, ParaId.LOWEST))));
    ask(all, "push-request", new PeerRequest.Push(RELAY_BLOCK, List.of(item())));
    answer(
        all,
        "push-response",
        PeerProtocol.PUSH,
        new PeerResponse.Pushed(
            List.of(0),
            List.of(2),
            List.of(new PeerResponse.Rejected(1, ErrorCode.ALREADY_ACKED))));
    say(
        all,
        "have",
        new Notification.Have(
            RECIPIENT, RELAY_BLOCK, new Watermark(120, SENDER), List.of(EARLIER)));
    say(all, "drop", new Notification.Drop(List.of(ENTRY)));
  }

  private static void audit(Map<String, Spoken> all) {
    ask(all, "probe-request", new PeerRequest.Probe(NONCE, List.of(ENTRY, EARLIER)));
    answer(
        all,
        "probe-response",
        PeerProtocol.PROBE,
        new PeerResponse.Probed(List.of(Optional.of(ProbeMac.of(NONCE, BODY)), Optional.empty())));
    ask(all, "handover-request", new PeerRequest.Handover(RECIPIENT, 3, FROM));
    PeerResponse.PeerNote note =
        new PeerResponse.PeerNote(COLLATOR, Bytes.literal("0xc0000200"), 24, 12, 1, 2, 119);
    answer(
        all,
        "handover-response",
        PeerProtocol.HANDOVER,
        new PeerResponse.HandedOver(
            List.of(new Notification.Announced(ENTRY, BODY.size())),
            List.of(note),
            Optional.of(new Watermark(120, SENDER)),
            SIGNATURE));
  }

  private static void back(Map<String, Spoken> all) {
    Bytes pov = text("proof of validity");
    Hash32 candidate = candidate().hash(GENESIS);
    Chunk chunk = new Chunk(7, text("chunk"), List.of(hash("sibling")));
    ask(all, "submit-request", new PeerRequest.Submit(CandidateCodec.encode(candidate()), pov));
    answer(all, "submit-response", PeerProtocol.SUBMIT, new PeerResponse.Taken());
    ask(all, "pov-request", new PeerRequest.FetchPov(candidate().povHash()));
    answer(all, "pov-response", PeerProtocol.POV, new PeerResponse.PovFound(pov));
    say(
        all,
        "statement",
        new Notification.Statement(
            Notification.StatementKind.AVAILABLE, candidate, 3, 7, SIGNATURE));
    ask(all, "chunk-push-request", new PeerRequest.PushChunk(candidate, chunk));
    answer(all, "chunk-push-response", PeerProtocol.CHUNK, new PeerResponse.Taken());
    ask(all, "chunk-fetch-request", new PeerRequest.FetchChunk(candidate, 7));
    answer(all, "chunk-fetch-response", PeerProtocol.CHUNK, new PeerResponse.ChunkFound(chunk));
  }

  private static void part(Map<String, Spoken> all) {
    answer(
        all,
        "refusal",
        PeerProtocol.FETCH,
        new PeerResponse.Refusal(ErrorCode.TOO_FAR_AHEAD, 500, Optional.of(118L)));
    say(all, "bye", new Notification.Bye(ErrorCode.LEAVING, text("stopping")));
  }

  static Item item() {
    return item(ENTRY, BODY);
  }

  static Item item(EntryId id, Bytes body) {
    Hash32 bodyHash = LinkCodec.bodyHash(body);
    Hash32 link = LinkCodec.SEED.link(hash("link before"), 118, bodyHash);
    TreeMap<ParaId, Hash32> links = new TreeMap<>();
    links.put(id.recipient(), link);
    links.put(new ParaId(2001), hash("link to 2001"));
    return new Item(
        id,
        new LinkRecord(bodyHash, 118, hash("link before"), link, body.size()),
        MessageRoot.prove(links, id.recipient()),
        body);
  }

  static Candidate candidate() {
    return new Candidate(
        SENDER,
        3,
        RELAY_BLOCK,
        hash("head before"),
        hash("head"),
        new CandidateCommitments.Seed(
            new Commitments(
                hash("message root"), Bitfield.of(3, 1), FROM, 120, hash("storage root"))),
        hash("proof of validity"),
        hash("erasure root"));
  }

  static Hash32 hash(String of) {
    return Blake2b256.hash(text(of));
  }

  static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void say(Map<String, Spoken> all, String name, Notification value) {
    all.put(name, new Spoken.Note(value));
  }

  private static void ask(Map<String, Spoken> all, String name, PeerRequest value) {
    all.put(name, new Spoken.Question(value));
  }

  private static void answer(
      Map<String, Spoken> all, String name, PeerProtocol protocol, PeerResponse value) {
    all.put(name, new Spoken.Reply(protocol, value));
  }
}
