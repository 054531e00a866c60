package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;

/** SCALE form of the parts that several messages share (section 5.11, AM15). */
final class ItemCodec {
  /** Bytes of an entry id. */
  static final int ENTRY_BYTES = 44;

  private static final int ITEM_BYTES_MIN = 158;

  private ItemCodec() {}

  static int wireBytes(Item item) {
    int size = item.body().size();
    int lengthBytes = size < (1 << 6) ? 1 : size < (1 << 14) ? 2 : 4;
    return ITEM_BYTES_MIN
        - 1
        + Hash32.SIZE * item.headProof().siblings().size()
        + lengthBytes
        + size;
  }

  static void demandFits(Chunk chunk) {
    Bounds.demandU32(chunk.index());
    Bounds.demandAtMost(chunk.bytes().size(), PeerLimits.CHUNK_BYTES_MAX, "bytes of a chunk");
    Bounds.demandAtMost(chunk.siblings().size(), PeerLimits.SIBLINGS_MAX, "siblings");
  }

  static void writeEntry(ScaleWriter target, EntryId id) {
    target
        .writeU32(id.sender().value())
        .writeU32(id.recipient().value())
        .writeU32(id.block())
        .writeHash(id.blockHash());
  }

  static EntryId readEntry(ScaleReader source) throws DecodingException {
    return new EntryId(readPara(source), readPara(source), source.readU32(), source.readHash());
  }

  static void writePosition(ScaleWriter target, Watermark position) {
    target.writeU32(position.block()).writeU32(position.para().value());
  }

  static Watermark readPosition(ScaleReader source) throws DecodingException {
    return new Watermark(source.readU32(), readPara(source));
  }

  static ParaId readPara(ScaleReader source) throws DecodingException {
    return new ParaId(source.readU32());
  }

  static void writeAnnounced(ScaleWriter target, Notification.Announced entry) {
    writeEntry(target, entry.id());
    target.writeU32(entry.bodyBytes());
  }

  static Notification.Announced readAnnounced(ScaleReader source) throws DecodingException {
    return new Notification.Announced(readEntry(source), readBodyBytes(source));
  }

  static long readBodyBytes(ScaleReader source) throws DecodingException {
    long size = source.readU32();
    if (size > PeerLimits.BODY_BYTES_MAX) {
      throw new DecodingException(
          "body of " + size + " bytes named, at most " + PeerLimits.BODY_BYTES_MAX);
    }
    return size;
  }

  static void writeItem(ScaleWriter target, Item item) {
    writeEntry(target, item.id());
    LinkRecord link = item.link();
    target
        .writeHash(link.bodyHash())
        .writeU32(link.prevBlock())
        .writeHash(link.prevLinkHash())
        .writeHash(link.linkHash())
        .writeU32(link.bodyBytes());
    writeProof(target, item.headProof());
    target.writeBytes(item.body());
  }

  static Item readItem(ScaleReader source) throws DecodingException {
    EntryId id = readEntry(source);
    LinkRecord link =
        new LinkRecord(
            source.readHash(),
            source.readU32(),
            source.readHash(),
            source.readHash(),
            readBodyBytes(source));
    MessageRoot.Proof proof = readProof(source);
    return new Item(id, link, proof, source.readBytes(PeerLimits.BODY_BYTES_MAX));
  }

  static void writeItems(ScaleWriter target, List<Item> items) {
    target.writeList(items, ItemCodec::writeItem);
  }

  static List<Item> readItems(ScaleReader source) throws DecodingException {
    return source.readList(PeerLimits.ITEMS_MAX, ITEM_BYTES_MIN, ItemCodec::readItem);
  }

  private static void writeProof(ScaleWriter target, MessageRoot.Proof proof) {
    target
        .writeU32(proof.leafIndex())
        .writeU32(proof.leafCount())
        .writeList(proof.siblings(), ScaleWriter::writeHash);
  }

  private static MessageRoot.Proof readProof(ScaleReader source) throws DecodingException {
    return new MessageRoot.Proof(
        source.readU32(),
        source.readU32(),
        source.readList(PeerLimits.SIBLINGS_MAX, Hash32.SIZE, ScaleReader::readHash));
  }

  static void writeChunk(ScaleWriter target, Chunk chunk) {
    target
        .writeU32(chunk.index())
        .writeBytes(chunk.bytes())
        .writeList(chunk.siblings(), ScaleWriter::writeHash);
  }

  static Chunk readChunk(ScaleReader source) throws DecodingException {
    return new Chunk(
        source.readU32(),
        source.readBytes(PeerLimits.CHUNK_BYTES_MAX),
        source.readList(PeerLimits.SIBLINGS_MAX, Hash32.SIZE, ScaleReader::readHash));
  }

  static Bytes readSignature(ScaleReader source) throws DecodingException {
    return source.readFixed(PeerLimits.SIGNATURE_BYTES);
  }
}
