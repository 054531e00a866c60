package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import dev.fairlead.xcmp.trie.StorageKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of pallet {@code Xcmp} in the relay chain's state that proofs read: keys and values. An
 * absent item is empty or zero.
 */
public final class RelayItems {
  private static final Bytes PALLET = StorageKey.name("Xcmp");
  private static final Bytes CST_ROOTS = map("CstRoots");
  private static final Bytes WATERMARKS = map("Watermarks");
  private static final Bytes INGRESS_INDEX = map("IngressIndex");
  private static final Bytes DIGESTS = map("Digests");
  private static final Bytes CUTOFFS = map("Cutoff");
  private static final Bytes PEERS = map("ParaPeers");

  private RelayItems() {}

  /** Key of a sender's row root: 32 bytes. */
  public static Bytes cstRootKey(ParaId para) {
    return key(CST_ROOTS, para);
  }

  /** Key of a para's watermark: block and para. */
  public static Bytes watermarkKey(ParaId para) {
    return key(WATERMARKS, para);
  }

  /** Key of the senders that have a channel to a para, ascending. */
  public static Bytes ingressIndexKey(ParaId para) {
    return key(INGRESS_INDEX, para);
  }

  /** Key of a para's pending entries: blocks ascending, each with its senders ascending. */
  public static Bytes digestsKey(ParaId para) {
    return key(DIGESTS, para);
  }

  /** Key of the blacklist cutoff that a para declares (AM9): relay blocks. */
  public static Bytes cutoffKey(ParaId para) {
    return key(CUTOFFS, para);
  }

  /** Key of the addresses of a para's full nodes (AM19). */
  public static Bytes peersKey(ParaId para) {
    return key(PEERS, para);
  }

  /** A row root as it is stored. */
  public static Bytes encode(Hash32 root) {
    return Bytes.of(root.toByteArray());
  }

  /** A watermark as it is stored. */
  public static Bytes encode(Watermark watermark) {
    return new ScaleWriter()
        .writeU32(watermark.block())
        .writeU32(watermark.para().value())
        .toBytes();
  }

  /** An ingress index as it is stored. */
  public static Bytes encodeIndex(List<ParaId> senders) {
    ScaleWriter target = new ScaleWriter();
    return target.writeList(senders, (writer, one) -> writer.writeU32(one.value())).toBytes();
  }

  /**
   * The senders of one relay block that wait for a recipient.
   *
   * @param block enacting relay block
   * @param senders ascending
   */
  public record Digest(long block, List<ParaId> senders) {
    /** Copies the list. */
    public Digest {
      senders = List.copyOf(senders);
    }
  }

  /** Digests as they are stored. */
  public static Bytes encodeDigests(List<Digest> digests) {
    ScaleWriter target = new ScaleWriter();
    return target
        .writeList(
            digests,
            (writer, digest) ->
                writer
                    .writeU32(digest.block())
                    .writeList(digest.senders(), (inner, one) -> inner.writeU32(one.value())))
        .toBytes();
  }

  static Hash32 decodeRoot(Bytes value) throws DecodingException {
    ScaleReader reader = ScaleReader.of(value);
    Hash32 root = reader.readHash();
    reader.demandEnd();
    return root;
  }

  static Watermark decodeWatermark(Bytes value) throws DecodingException {
    ScaleReader reader = ScaleReader.of(value);
    Watermark watermark = new Watermark(reader.readU32(), new ParaId(reader.readU32()));
    reader.demandEnd();
    return watermark;
  }

  static List<ParaId> decodeIndex(Bytes value) throws DecodingException {
    ScaleReader reader = ScaleReader.of(value);
    List<ParaId> senders = readParas(reader);
    reader.demandEnd();
    return senders;
  }

  static List<Watermark> decodeDigests(Bytes value) throws DecodingException {
    ScaleReader reader = ScaleReader.of(value);
    List<Digest> digests =
        reader.readList(Integer.MAX_VALUE, 5, one -> new Digest(one.readU32(), readParas(one)));
    reader.demandEnd();
    List<Watermark> entries = new ArrayList<>();
    for (Digest digest : digests) {
      digest.senders().forEach(sender -> entries.add(new Watermark(digest.block(), sender)));
    }
    return entries;
  }

  private static List<ParaId> readParas(ScaleReader reader) throws DecodingException {
    return reader.readList(Integer.MAX_VALUE, 4, one -> new ParaId(one.readU32()));
  }

  private static Bytes map(String name) {
    return StorageKey.plain(PALLET, StorageKey.name(name));
  }

  private static Bytes key(Bytes map, ParaId para) {
    return StorageKey.mapEntry(map, new ScaleWriter().writeU32(para.value()).toBytes());
  }
}
