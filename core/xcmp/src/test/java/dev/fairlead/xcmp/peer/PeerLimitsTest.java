package dev.fairlead.xcmp.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The largest message of each kind fits its protocol; one step beyond is refused both ways. */
final class PeerLimitsTest {
  private static final EntryId ENTRY = ExampleFrames.ENTRY;
  private static final Notification.Announced ANNOUNCED =
      new Notification.Announced(ENTRY, PeerLimits.BODY_BYTES_MAX);
  private static final Bytes SIGNATURE = zeros(PeerLimits.SIGNATURE_BYTES);

  @Test
  void largestNotification_isBelow100KiB() throws DecodingException {
    List<Notification> largest =
        List.of(
            new Notification.Announce(times(PeerLimits.ANNOUNCED_MAX, ANNOUNCED)),
            new Notification.Have(
                ExampleFrames.RECIPIENT,
                Hash32.ZERO,
                Watermark.START,
                times(PeerLimits.HOLES_MAX, ENTRY)),
            new Notification.Drop(times(PeerLimits.DROPPED_MAX, ENTRY)),
            new Notification.View(times(PeerLimits.HEADS_MAX, Hash32.ZERO), 0),
            new Notification.Bye(ErrorCode.BUSY, zeros(PeerLimits.BYE_BYTES_MAX)));
    for (Notification notification : largest) {
      Bytes encoded = NotificationCodec.encode(notification);

      assertThat(encoded.size()).isLessThanOrEqualTo(100 << 10);
      assertThat(NotificationCodec.decode(encoded)).isEqualTo(notification);
    }
  }

  @Test
  void largestHello_isBelow256Bytes() {
    Notification.Hello hello =
        new Notification.Hello(
            1,
            Role.VALIDATOR,
            Optional.of(ExampleFrames.SENDER),
            1,
            Hash32.ZERO,
            Optional.of(new Notification.ValidatorProof(1, 1, SIGNATURE)));

    assertThat(NotificationCodec.encode(hello).size())
        .isEqualTo(118)
        .isLessThanOrEqualTo(PeerLimits.HELLO_BYTES_MAX);
  }

  @Test
  void largestAnswers_fitTheirProtocols() throws DecodingException {
    PeerResponse.PeerNote note =
        new PeerResponse.PeerNote(new PeerId(zeros(64)), zeros(16), 128, 1, 1, 1, 1);
    roundTrip(
        PeerProtocol.HANDOVER,
        new PeerResponse.HandedOver(
            times(PeerLimits.LISTED_MAX, ANNOUNCED),
            times(PeerLimits.NOTES_MAX, note),
            Optional.of(Watermark.START),
            SIGNATURE));
    roundTrip(
        PeerProtocol.QUEUE,
        new PeerResponse.Listed(
            times(
                PeerLimits.LISTED_MAX,
                new PeerResponse.Waiting(ENTRY, PeerLimits.BODY_BYTES_MAX, true))));
    roundTrip(
        PeerProtocol.PROBE,
        new PeerResponse.Probed(times(PeerLimits.PROBED_MAX, Optional.of(Hash32.ZERO))));
    List<PeerResponse.Rejected> rejected = new ArrayList<>();
    for (int i = 0; i < PeerLimits.ITEMS_MAX; i++) {
      rejected.add(new PeerResponse.Rejected(i, ErrorCode.STORE_FULL));
    }
    roundTrip(PeerProtocol.PUSH, new PeerResponse.Pushed(List.of(), List.of(), rejected));
    roundTrip(PeerProtocol.POV, new PeerResponse.PovFound(zeros(PeerLimits.POV_BYTES_MAX)));
    roundTrip(
        PeerProtocol.CHUNK,
        new PeerResponse.ChunkFound(
            new Chunk(
                1,
                zeros(PeerLimits.CHUNK_BYTES_MAX),
                times(PeerLimits.SIBLINGS_MAX, Hash32.ZERO))));
  }

  private static void roundTrip(PeerProtocol protocol, PeerResponse response)
      throws DecodingException {
    Bytes encoded = ResponseCodec.encode(protocol, response);

    assertThat(encoded.size()).isLessThanOrEqualTo(protocol.responseBytesMax());
    assertThat(ResponseCodec.decode(protocol, encoded)).isEqualTo(response);
  }

  @Test
  void largestSubmission_fits() throws DecodingException {
    PeerRequest submit =
        new PeerRequest.Submit(
            zeros(PeerLimits.CANDIDATE_BYTES_MAX), zeros(PeerLimits.POV_BYTES_MAX));

    assertThat(RequestCodec.decode(PeerProtocol.SUBMIT, RequestCodec.encode(submit)))
        .isEqualTo(submit);
  }

  @Test
  void wireBytesOfItems_decideWhatFitsOneMessage() throws DecodingException {
    for (int size : List.of(0, 63, 64, 16_383, 16_384, PeerLimits.BODY_BYTES_MAX)) {
      int one = push(List.of(itemOf(size))).size() - push(List.of()).size();
      assertThat(itemOf(size).wireBytes()).as("%d bytes", size).isEqualTo(one);
    }
    List<Item> items = new ArrayList<>(times(3, itemOf(PeerLimits.BODY_BYTES_MAX)));
    int used = items.stream().mapToInt(Item::wireBytes).sum();
    int left = PeerLimits.ITEMS_BYTES_MAX - used;
    items.add(itemOf(left - itemOf(1 << 15).wireBytes() + (1 << 15)));
    PeerResponse full = new PeerResponse.Fetched(Hash32.ZERO, items, Optional.of(Watermark.START));

    assertThat(items.stream().mapToInt(Item::wireBytes).sum())
        .isEqualTo(PeerLimits.ITEMS_BYTES_MAX);
    roundTrip(PeerProtocol.FETCH, full);
    assertThat(push(items).size()).isLessThanOrEqualTo(4 << 20);
    items.set(3, itemOf(PeerLimits.BODY_BYTES_MAX));
    assertThatIllegalArgumentException().isThrownBy(() -> push(items));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            ResponseCodec.encode(
                PeerProtocol.FETCH,
                new PeerResponse.Fetched(Hash32.ZERO, items, Optional.empty())));
  }

  private static Bytes push(List<Item> items) {
    return RequestCodec.encode(new PeerRequest.Push(Hash32.ZERO, items));
  }

  private static Item itemOf(int size) {
    Bytes body = zeros(size);
    return new Item(
        ENTRY,
        new LinkRecord(Hash32.ZERO, 0, Hash32.ZERO, Hash32.ZERO, size),
        new MessageRoot.Proof(0, 1, times(PeerLimits.SIBLINGS_MAX, Hash32.ZERO)),
        body);
  }

  @Test
  void valueBeyondALimit_isACallersBug() {
    refusesToMake(
        () -> new Notification.View(times(6, Hash32.ZERO), 0),
        () -> new Notification.Announce(times(513, ANNOUNCED)),
        () -> new Notification.Drop(times(257, ENTRY)),
        () -> new Notification.Bye(ErrorCode.BUSY, zeros(65)),
        () -> new Notification.Announced(ENTRY, PeerLimits.BODY_BYTES_MAX + 1L),
        () -> new Notification.ValidatorProof(0, 0, zeros(63)),
        () -> new PeerRequest.Probe(Hash32.ZERO, times(9, ENTRY)),
        () -> new PeerRequest.Push(Hash32.ZERO, times(257, ExampleFrames.item())),
        () -> new PeerRequest.Queue(ExampleFrames.RECIPIENT, Hash32.ZERO, Watermark.START, 1_025),
        () -> new PeerRequest.Submit(zeros(PeerLimits.CANDIDATE_BYTES_MAX + 1), Bytes.EMPTY),
        () -> new PeerRequest.FetchChunk(Hash32.ZERO, 1L << 32),
        () -> new PeerResponse.PovFound(zeros(PeerLimits.POV_BYTES_MAX + 1)),
        () -> new PeerResponse.Pushed(List.of(1), List.of(1), List.of()),
        () -> new PeerResponse.Pushed(List.of(256), List.of(), List.of()),
        () -> new PeerResponse.Refusal(ErrorCode.LEAVING, 0, Optional.empty()),
        () -> new PeerResponse.PeerNote(ExampleFrames.COLLATOR, zeros(4), 33, 0, 0, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ResponseCodec.encode(PeerProtocol.PUSH, new PeerResponse.PovFound(Bytes.EMPTY)));
  }

  private static void refusesToMake(Runnable... makers) {
    for (int i = 0; i < makers.length; i++) {
      assertThatIllegalArgumentException().as("case %d", i).isThrownBy(makers[i]::run);
    }
  }

  @Test
  void bytesBeyondALimit_areRefused() {
    refuses(
        "6 exceeds 5",
        () ->
            NotificationCodec.decode(
                new ScaleWriter()
                    .writeU8(1)
                    .writeList(times(6, Hash32.ZERO), ScaleWriter::writeHash)
                    .writeU32(0)
                    .toBytes()));
    refuses(
        "9 exceeds 8",
        () ->
            RequestCodec.decode(
                PeerProtocol.PROBE,
                new ScaleWriter()
                    .writeHash(Hash32.ZERO)
                    .writeList(times(9, ENTRY), ItemCodec::writeEntry)
                    .toBytes()));
    refuses(
        "stand twice",
        () ->
            ResponseCodec.decode(
                PeerProtocol.PUSH,
                new ScaleWriter()
                    .writeU8(0)
                    .writeList(List.of(3), ScaleWriter::writeU16)
                    .writeList(List.of(3), ScaleWriter::writeU16)
                    .writeCompact(0)
                    .toBytes()));
    refuses(
        "refuses no request",
        () ->
            ResponseCodec.decode(
                PeerProtocol.FETCH,
                new ScaleWriter().writeU8(1).writeU8(0).writeU32(0).writeU8(0).toBytes()));
    refuses(
        "1025 entries",
        () ->
            RequestCodec.decode(
                PeerProtocol.QUEUE,
                new ScaleWriter()
                    .writeU32(1)
                    .writeHash(Hash32.ZERO)
                    .writeU32(0)
                    .writeU32(0)
                    .writeU16(1_025)
                    .toBytes()));
    refuses(
        "1048577 bytes named",
        () ->
            NotificationCodec.decode(
                ItemCodecBytes.announce(ENTRY, PeerLimits.BODY_BYTES_MAX + 1L)));
  }

  private static void refuses(
      String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable decoding) {
    assertThatThrownBy(decoding)
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining(message);
  }

  /** Bytes that our own encoder refuses to write. */
  private static final class ItemCodecBytes {
    static Bytes announce(EntryId id, long bodyBytes) {
      ScaleWriter target = new ScaleWriter().writeU8(2).writeCompact(1);
      ItemCodec.writeEntry(target, id);
      return target.writeU32(bodyBytes).toBytes();
    }
  }

  private static <T> List<T> times(int count, T value) {
    return Collections.nCopies(count, value);
  }

  private static Bytes zeros(int size) {
    return Bytes.of(new byte[size]);
  }

  @Test
  void positionsAndParas_mayUseAll32Bits() throws DecodingException {
    Notification have =
        new Notification.Have(
            ParaId.HIGHEST, Hash32.ZERO, Watermark.endOf(0xffff_ffffL), List.of());

    assertThat(NotificationCodec.decode(NotificationCodec.encode(have))).isEqualTo(have);
  }
}
