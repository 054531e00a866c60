package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;
import java.util.Optional;

/** SCALE form of requests; the protocol says which it is, chunks have a tag (section 5.11). */
public final class RequestCodec {
  private static final int PUSH_CHUNK = 0;
  private static final int FETCH_CHUNK = 1;

  private RequestCodec() {}

  /** Encodes a request, for its own protocol; one that is too long is a caller's bug. */
  public static Bytes encode(PeerRequest request) {
    ScaleWriter target = new ScaleWriter();
    switch (request) {
      case PeerRequest.Fetch fetch -> writeFetch(target, fetch);
      case PeerRequest.Push(Hash32 anchor, List<Item> items) ->
          ItemCodec.writeItems(target.writeHash(anchor), items);
      case PeerRequest.Queue(ParaId recipient, Hash32 anchor, Watermark after, int max) -> {
        ItemCodec.writePosition(target.writeU32(recipient.value()).writeHash(anchor), after);
        target.writeU16(max);
      }
      case PeerRequest.Probe(Hash32 nonce, List<EntryId> entries) ->
          target.writeHash(nonce).writeList(entries, ItemCodec::writeEntry);
      case PeerRequest.Handover(ParaId recipient, long session, Watermark after) ->
          ItemCodec.writePosition(target.writeU32(recipient.value()).writeU32(session), after);
      case PeerRequest.Submit(Bytes candidate, Bytes pov) ->
          target.writeBytes(candidate).writeBytes(pov);
      case PeerRequest.FetchPov(Hash32 povHash) -> target.writeHash(povHash);
      case PeerRequest.PushChunk(Hash32 candidate, Chunk chunk) ->
          ItemCodec.writeChunk(target.writeU8(PUSH_CHUNK).writeHash(candidate), chunk);
      case PeerRequest.FetchChunk(Hash32 candidate, long index) ->
          target.writeU8(FETCH_CHUNK).writeHash(candidate).writeU32(index);
    }
    return request.protocol().fittingRequest(target.toBytes());
  }

  /** Decodes what came over a protocol; whatever exceeds a limit or is left over is refused. */
  public static PeerRequest decode(PeerProtocol protocol, Bytes encoded) throws DecodingException {
    protocol.demandRequestFits(encoded);
    ScaleReader source = ScaleReader.of(encoded);
    PeerRequest request =
        switch (protocol) {
          case NOTIFICATIONS -> throw new DecodingException("notifications are no requests");
          case FETCH -> readFetch(source);
          case PUSH -> new PeerRequest.Push(source.readHash(), ItemCodec.readItems(source));
          case QUEUE ->
              new PeerRequest.Queue(
                  ItemCodec.readPara(source),
                  source.readHash(),
                  ItemCodec.readPosition(source),
                  bounded(source.readU16(), PeerLimits.LISTED_MAX, "entries"));
          case PROBE ->
              new PeerRequest.Probe(
                  source.readHash(),
                  source.readList(
                      PeerLimits.PROBED_MAX, ItemCodec.ENTRY_BYTES, ItemCodec::readEntry));
          case HANDOVER ->
              new PeerRequest.Handover(
                  ItemCodec.readPara(source), source.readU32(), ItemCodec.readPosition(source));
          case SUBMIT ->
              new PeerRequest.Submit(
                  source.readBytes(PeerLimits.CANDIDATE_BYTES_MAX),
                  source.readBytes(PeerLimits.POV_BYTES_MAX));
          case POV -> new PeerRequest.FetchPov(source.readHash());
          case CHUNK -> readChunkRequest(source);
        };
    source.demandEnd();
    return request;
  }

  private static void writeFetch(ScaleWriter target, PeerRequest.Fetch fetch) {
    target.writeU32(fetch.recipient().value()).writeHash(fetch.anchor());
    ItemCodec.writePosition(target, fetch.from());
    target
        .writeOption(
            fetch.senders(),
            (writer, senders) ->
                writer.writeList(senders, (inner, one) -> inner.writeU32(one.value())))
        .writeU16(fetch.itemsMax())
        .writeU32(fetch.bytesMax())
        .writeU8(fetch.want().code());
  }

  private static PeerRequest.Fetch readFetch(ScaleReader source) throws DecodingException {
    ParaId recipient = ItemCodec.readPara(source);
    Hash32 anchor = source.readHash();
    Watermark from = ItemCodec.readPosition(source);
    Optional<List<ParaId>> senders =
        source.readOption(
            reader -> reader.readList(PeerLimits.SENDERS_MAX, 4, ItemCodec::readPara));
    int itemsMax = bounded(source.readU16(), PeerLimits.ITEMS_MAX, "items");
    long bytesMax = source.readU32();
    if (bytesMax > PeerLimits.FETCH_BYTES_MAX) {
      throw new DecodingException(
          "fetch of " + bytesMax + " bytes, at most " + PeerLimits.FETCH_BYTES_MAX);
    }
    return new PeerRequest.Fetch(
        recipient, anchor, from, senders, itemsMax, bytesMax, readWant(source));
  }

  private static PeerRequest.Want readWant(ScaleReader source) throws DecodingException {
    int number = source.readU8();
    for (PeerRequest.Want want : PeerRequest.Want.values()) {
      if (want.code() == number) {
        return want;
      }
    }
    throw new DecodingException("nothing to want has number " + number);
  }

  private static PeerRequest readChunkRequest(ScaleReader source) throws DecodingException {
    int tag = source.readU8();
    return switch (tag) {
      case PUSH_CHUNK -> new PeerRequest.PushChunk(source.readHash(), ItemCodec.readChunk(source));
      case FETCH_CHUNK -> new PeerRequest.FetchChunk(source.readHash(), source.readU32());
      default -> throw new DecodingException("no request for chunks has tag " + tag);
    };
  }

  private static int bounded(int value, int max, String what) throws DecodingException {
    if (value > max) {
      throw new DecodingException(value + " " + what + " asked for, at most " + max);
    }
    return value;
  }
}
