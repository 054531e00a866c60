package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Any message that keeps its limits, drawn from a generator. */
final class RandomMessages {
  private final Random random;

  RandomMessages(Random random) {
    this.random = random;
  }

  Spoken any() {
    return switch (random.nextInt(3)) {
      case 0 -> new Spoken.Note(notification());
      case 1 -> new Spoken.Question(request());
      default -> reply();
    };
  }

  Notification notification() {
    return switch (random.nextInt(7)) {
      case 0 ->
          new Notification.Hello(
              random.nextInt(1 << 16),
              one(Role.values()),
              option(this::para),
              u32(),
              hash(),
              option(() -> new Notification.ValidatorProof(u32(), u32(), bytes(64))));
      case 1 -> new Notification.View(list(PeerLimits.HEADS_MAX, this::hash), u32());
      case 2 -> new Notification.Announce(list(PeerLimits.ANNOUNCED_MAX, this::announced));
      case 3 ->
          new Notification.Have(
              para(), hash(), position(), list(PeerLimits.HOLES_MAX, this::entry));
      case 4 -> new Notification.Drop(list(PeerLimits.DROPPED_MAX, this::entry));
      case 5 -> new Notification.Bye(one(ErrorCode.values()), bytes(random.nextInt(65)));
      default ->
          new Notification.Statement(
              one(Notification.StatementKind.values()), hash(), u32(), u32(), bytes(64));
    };
  }

  PeerRequest request() {
    return switch (random.nextInt(9)) {
      case 0 ->
          new PeerRequest.Fetch(
              para(),
              hash(),
              position(),
              option(() -> list(PeerLimits.SENDERS_MAX, this::para)),
              random.nextInt(PeerLimits.ITEMS_MAX + 1),
              random.nextInt(PeerLimits.FETCH_BYTES_MAX + 1),
              one(PeerRequest.Want.values()));
      case 1 -> new PeerRequest.Push(hash(), list(PeerLimits.ITEMS_MAX, this::item));
      case 2 ->
          new PeerRequest.Queue(
              para(), hash(), position(), random.nextInt(PeerLimits.LISTED_MAX + 1));
      case 3 -> new PeerRequest.Probe(hash(), list(PeerLimits.PROBED_MAX, this::entry));
      case 4 -> new PeerRequest.Handover(para(), u32(), position());
      case 5 -> new PeerRequest.Submit(bytes(random.nextInt(300)), bytes(random.nextInt(70_000)));
      case 6 -> new PeerRequest.FetchPov(hash());
      case 7 -> new PeerRequest.PushChunk(hash(), chunk());
      default -> new PeerRequest.FetchChunk(hash(), u32());
    };
  }

  Spoken.Reply reply() {
    return switch (random.nextInt(10)) {
      case 0 ->
          reply(
              PeerProtocol.FETCH,
              new PeerResponse.Fetched(
                  hash(), list(PeerLimits.ITEMS_MAX, this::item), option(this::position)));
      case 1 -> reply(PeerProtocol.PUSH, pushed());
      case 2 ->
          reply(
              PeerProtocol.QUEUE,
              new PeerResponse.Listed(
                  list(
                      PeerLimits.LISTED_MAX,
                      () -> new PeerResponse.Waiting(entry(), size(), random.nextBoolean()))));
      case 3 ->
          reply(
              PeerProtocol.PROBE,
              new PeerResponse.Probed(list(PeerLimits.PROBED_MAX, () -> option(this::hash))));
      case 4 ->
          reply(
              PeerProtocol.HANDOVER,
              new PeerResponse.HandedOver(
                  list(PeerLimits.LISTED_MAX, this::announced),
                  list(PeerLimits.NOTES_MAX, this::note),
                  option(this::position),
                  bytes(64)));
      case 5 -> reply(PeerProtocol.SUBMIT, new PeerResponse.Taken());
      case 6 -> reply(PeerProtocol.CHUNK, new PeerResponse.Taken());
      case 7 -> reply(PeerProtocol.POV, new PeerResponse.PovFound(bytes(random.nextInt(70_000))));
      case 8 -> reply(PeerProtocol.CHUNK, new PeerResponse.ChunkFound(chunk()));
      default -> reply(answering(), new PeerResponse.Refusal(code(), u32(), option(this::u32)));
    };
  }

  private static Spoken.Reply reply(PeerProtocol protocol, PeerResponse response) {
    return new Spoken.Reply(protocol, response);
  }

  private PeerResponse pushed() {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < PeerLimits.ITEMS_MAX; i++) {
      positions.add(i);
    }
    Collections.shuffle(positions, random);
    int one = random.nextInt(PeerLimits.ITEMS_MAX);
    int two = one + random.nextInt(PeerLimits.ITEMS_MAX - one);
    return new PeerResponse.Pushed(
        positions.subList(0, one),
        positions.subList(one, two),
        positions.subList(two, positions.size()).stream()
            .map(at -> new PeerResponse.Rejected(at, code()))
            .toList());
  }

  private PeerResponse.PeerNote note() {
    Bytes prefix = bytes(random.nextInt(17));
    return new PeerResponse.PeerNote(
        new PeerId(bytes(1 + random.nextInt(64))),
        prefix,
        random.nextInt(8 * prefix.size() + 1),
        u32(),
        u32(),
        random.nextInt(1 << 16),
        u32());
  }

  Item item() {
    return new Item(
        entry(),
        new LinkRecord(hash(), u32(), hash(), hash(), size()),
        new MessageRoot.Proof(u32(), u32(), list(PeerLimits.SIBLINGS_MAX, this::hash)),
        bytes(random.nextInt(100)));
  }

  private Chunk chunk() {
    return new Chunk(
        u32(), bytes(random.nextInt(20_000)), list(PeerLimits.SIBLINGS_MAX, this::hash));
  }

  EntryId entry() {
    return new EntryId(para(), para(), u32(), hash());
  }

  private Notification.Announced announced() {
    return new Notification.Announced(entry(), size());
  }

  private PeerProtocol answering() {
    PeerProtocol drawn = one(PeerProtocol.values());
    return drawn == PeerProtocol.NOTIFICATIONS ? PeerProtocol.FETCH : drawn;
  }

  private <T> T one(T[] of) {
    return List.of(of).get(random.nextInt(of.length));
  }

  private ErrorCode code() {
    return ErrorCode.of(1 + random.nextInt(13)).orElseThrow();
  }

  private ParaId para() {
    return new ParaId(u32());
  }

  private Watermark position() {
    return new Watermark(u32(), para());
  }

  private long u32() {
    return random.nextInt() & 0xffff_ffffL;
  }

  private long size() {
    return random.nextInt(PeerLimits.BODY_BYTES_MAX + 1);
  }

  private Hash32 hash() {
    return new Hash32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private Bytes bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  private <T> Optional<T> option(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  /** Full one time in eight, else mostly short. */
  private <T> List<T> list(int max, Supplier<T> element) {
    int size = random.nextInt(8) == 0 ? max : random.nextInt(Math.min(max, 6) + 1);
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }
}
