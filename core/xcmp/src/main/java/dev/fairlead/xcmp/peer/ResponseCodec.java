package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;
import java.util.Optional;

/** SCALE form of responses: 0 and the answer, or 1 and a refusal (section 5.11). */
public final class ResponseCodec {
  private static final int OK = 0;
  private static final int REFUSED = 1;
  private static final int CHUNK_TAKEN = 0;
  private static final int CHUNK_FOUND = 1;
  private static final int WAITING_BYTES = ItemCodec.ENTRY_BYTES + 5;
  private static final int ANNOUNCED_BYTES = ItemCodec.ENTRY_BYTES + 4;
  private static final int NOTE_BYTES_MIN = 18;

  private ResponseCodec() {}

  /**
   * Encodes what answers a request of this protocol; another protocol's answer, or one that is too
   * long, is a caller's bug.
   */
  public static Bytes encode(PeerProtocol protocol, PeerResponse response) {
    if (!isOf(protocol, response)) {
      throw new IllegalArgumentException("no answer on " + protocol.suffix());
    }
    ScaleWriter target = new ScaleWriter();
    switch (response) {
      case PeerResponse.Refusal(ErrorCode code, long retryAfterMillis, Optional<Long> hint) ->
          target
              .writeU8(REFUSED)
              .writeU8(code.code())
              .writeU32(retryAfterMillis)
              .writeOption(hint, ScaleWriter::writeU32);
      case PeerResponse.Fetched(Hash32 anchor, List<Item> items, Optional<Watermark> next) -> {
        ItemCodec.writeItems(target.writeU8(OK).writeHash(anchor), items);
        target.writeOption(next, ItemCodec::writePosition);
      }
      case PeerResponse.Pushed pushed -> writePushed(target.writeU8(OK), pushed);
      case PeerResponse.Listed(List<PeerResponse.Waiting> entries) ->
          target.writeU8(OK).writeList(entries, ResponseCodec::writeWaiting);
      case PeerResponse.Probed(List<Optional<Hash32>> macs) ->
          target
              .writeU8(OK)
              .writeList(macs, (writer, mac) -> writer.writeOption(mac, ScaleWriter::writeHash));
      case PeerResponse.HandedOver handed ->
          writeContent(target.writeU8(OK), handed).writeFixed(handed.signature());
      case PeerResponse.Taken() -> {
        target.writeU8(OK);
        if (protocol == PeerProtocol.CHUNK) {
          target.writeU8(CHUNK_TAKEN);
        }
      }
      case PeerResponse.PovFound(Bytes pov) -> target.writeU8(OK).writeBytes(pov);
      case PeerResponse.ChunkFound(Chunk chunk) ->
          ItemCodec.writeChunk(target.writeU8(OK).writeU8(CHUNK_FOUND), chunk);
    }
    return protocol.fittingResponse(target.toBytes());
  }

  private static boolean isOf(PeerProtocol protocol, PeerResponse response) {
    return switch (response) {
      case PeerResponse.Refusal _ -> protocol != PeerProtocol.NOTIFICATIONS;
      case PeerResponse.Fetched _ -> protocol == PeerProtocol.FETCH;
      case PeerResponse.Pushed _ -> protocol == PeerProtocol.PUSH;
      case PeerResponse.Listed _ -> protocol == PeerProtocol.QUEUE;
      case PeerResponse.Probed _ -> protocol == PeerProtocol.PROBE;
      case PeerResponse.HandedOver _ -> protocol == PeerProtocol.HANDOVER;
      case PeerResponse.Taken() ->
          protocol == PeerProtocol.SUBMIT || protocol == PeerProtocol.CHUNK;
      case PeerResponse.PovFound _ -> protocol == PeerProtocol.POV;
      case PeerResponse.ChunkFound _ -> protocol == PeerProtocol.CHUNK;
    };
  }

  /** Decodes what came back; whatever exceeds a limit or is left over is refused. */
  public static PeerResponse decode(PeerProtocol protocol, Bytes encoded) throws DecodingException {
    protocol.demandResponseFits(encoded);
    ScaleReader source = ScaleReader.of(encoded);
    int tag = source.readU8();
    PeerResponse response =
        switch (tag) {
          case OK -> readAnswer(protocol, source);
          case REFUSED ->
              new PeerResponse.Refusal(
                  NotificationCodec.readRefusalCode(source),
                  source.readU32(),
                  source.readOption(ScaleReader::readU32));
          default -> throw new DecodingException("no response has tag " + tag);
        };
    source.demandEnd();
    return response;
  }

  private static PeerResponse readAnswer(PeerProtocol protocol, ScaleReader source)
      throws DecodingException {
    return switch (protocol) {
      case NOTIFICATIONS -> throw new DecodingException("notifications have no responses");
      case FETCH ->
          new PeerResponse.Fetched(
              source.readHash(),
              ItemCodec.readItems(source),
              source.readOption(ItemCodec::readPosition));
      case PUSH -> readPushed(source);
      case QUEUE ->
          new PeerResponse.Listed(
              source.readList(PeerLimits.LISTED_MAX, WAITING_BYTES, ResponseCodec::readWaiting));
      case PROBE ->
          new PeerResponse.Probed(
              source.readList(
                  PeerLimits.PROBED_MAX, 1, reader -> reader.readOption(ScaleReader::readHash)));
      case HANDOVER -> readHandedOver(source);
      case SUBMIT -> new PeerResponse.Taken();
      case POV -> new PeerResponse.PovFound(source.readBytes(PeerLimits.POV_BYTES_MAX));
      case CHUNK -> {
        int tag = source.readU8();
        yield switch (tag) {
          case CHUNK_TAKEN -> new PeerResponse.Taken();
          case CHUNK_FOUND -> new PeerResponse.ChunkFound(ItemCodec.readChunk(source));
          default -> throw new DecodingException("no answer about chunks has tag " + tag);
        };
      }
    };
  }

  private static void writePushed(ScaleWriter target, PeerResponse.Pushed pushed) {
    target
        .writeList(pushed.accepted(), (writer, at) -> writer.writeU16(at))
        .writeList(pushed.duplicate(), (writer, at) -> writer.writeU16(at))
        .writeList(
            pushed.rejected(),
            (writer, one) -> writer.writeU16(one.position()).writeU8(one.code().code()));
  }

  private static PeerResponse.Pushed readPushed(ScaleReader source) throws DecodingException {
    int max = PeerLimits.ITEMS_MAX;
    List<Integer> accepted = source.readList(max, 2, ScaleReader::readU16);
    List<Integer> duplicate = source.readList(max, 2, ScaleReader::readU16);
    List<PeerResponse.Rejected> rejected =
        source.readList(
            max,
            3,
            reader ->
                new PeerResponse.Rejected(
                    reader.readU16(), NotificationCodec.readRefusalCode(reader)));
    if (!PeerResponse.Pushed.isPartition(accepted, duplicate, rejected)) {
      throw new DecodingException("positions are beyond a push or stand twice");
    }
    return new PeerResponse.Pushed(accepted, duplicate, rejected);
  }

  private static void writeWaiting(ScaleWriter target, PeerResponse.Waiting entry) {
    ItemCodec.writeEntry(target, entry.id());
    target.writeU32(entry.bodyBytes()).writeBoolean(entry.isHeld());
  }

  private static PeerResponse.Waiting readWaiting(ScaleReader source) throws DecodingException {
    return new PeerResponse.Waiting(
        ItemCodec.readEntry(source), ItemCodec.readBodyBytes(source), source.readBoolean());
  }

  /** What the signature of a hand-over covers of it: everything but itself. */
  static ScaleWriter writeContent(ScaleWriter target, PeerResponse.HandedOver handed) {
    return target
        .writeList(handed.pending(), ItemCodec::writeAnnounced)
        .writeList(handed.peers(), ResponseCodec::writeNote)
        .writeOption(handed.next(), ItemCodec::writePosition);
  }

  private static PeerResponse.HandedOver readHandedOver(ScaleReader source)
      throws DecodingException {
    return new PeerResponse.HandedOver(
        source.readList(PeerLimits.LISTED_MAX, ANNOUNCED_BYTES, ItemCodec::readAnnounced),
        source.readList(PeerLimits.NOTES_MAX, NOTE_BYTES_MIN, ResponseCodec::readNote),
        source.readOption(ItemCodec::readPosition),
        ItemCodec.readSignature(source));
  }

  private static void writeNote(ScaleWriter target, PeerResponse.PeerNote note) {
    target
        .writeBytes(note.peer().bytes())
        .writeBytes(note.prefix())
        .writeU8(note.prefixBits())
        .writeU32(note.good())
        .writeU32(note.bad())
        .writeU16(note.medianWhitelistBlocks())
        .writeU32(note.lastSeen());
  }

  private static PeerResponse.PeerNote readNote(ScaleReader source) throws DecodingException {
    Bytes peer = source.readBytes(PeerId.BYTES_MAX);
    if (peer.size() == 0) {
      throw new DecodingException("a note names no peer");
    }
    Bytes prefix = source.readBytes(PeerLimits.PREFIX_BYTES_MAX);
    int prefixBits = source.readU8();
    if (prefixBits > 8 * prefix.size()) {
      throw new DecodingException(prefixBits + " bits of a range of " + prefix.size() + " bytes");
    }
    return new PeerResponse.PeerNote(
        new PeerId(peer),
        prefix,
        prefixBits,
        source.readU32(),
        source.readU32(),
        source.readU16(),
        source.readU32());
  }
}
