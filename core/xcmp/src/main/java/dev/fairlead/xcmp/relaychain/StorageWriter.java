package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.hrmp.HrmpChannel;
import dev.fairlead.xcmp.hrmp.HrmpItems;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleWriter;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes what a block changed into the storage trie. Rows are not in it: their roots are, and a row
 * is large (section 8.2).
 */
final class StorageWriter {
  private final RelayTables before;
  private final RelayTables after;
  private final boolean isHrmp;
  private StateTrie storage;

  StorageWriter(RelayState before, RelayTables after) {
    this(before.settings(), before.tables(), after, before.storage());
  }

  private StorageWriter(
      RelaySettings settings, RelayTables before, RelayTables after, StateTrie storage) {
    this.before = before;
    this.after = after;
    this.isHrmp = settings.acceptance() == Acceptance.HRMP;
    this.storage = storage;
  }

  /** The storage of a chain that begins with these tables. */
  static StateTrie genesis(RelaySettings settings, RelayTables tables) {
    StorageWriter writer = new StorageWriter(settings, new RelayTables(), tables, StateTrie.EMPTY);
    for (Map.Entry<ParaId, ParaRecord> para : tables.paras) {
      writer.para(para.getKey());
    }
    return writer.storage();
  }

  StateTrie storage() {
    return storage;
  }

  /** Writes the items of a para that differ. */
  void para(ParaId para) {
    if (isHrmp) {
      hrmpPara(para);
    } else {
      xcmpPara(para);
    }
    Function<RelayTables, Optional<Hash32>> head =
        tables -> tables.paras.get(para).map(ParaRecord::head);
    Function<Hash32, Bytes> encode =
        hash -> new ScaleWriter().writeBytes(Bytes.of(hash.toByteArray())).toBytes();
    write(HrmpItems.PARA_HEADS.key(para), head, encode);
  }

  private void xcmpPara(ParaId para) {
    write(RelayItems.cstRootKey(para), t -> rowRoot(t, para), RelayItems::encode);
    write(RelayItems.watermarkKey(para), t -> watermark(t, para), RelayItems::encode);
    write(RelayItems.ingressIndexKey(para), t -> t.ingress.get(para), RelayItems::encodeIndex);
    write(
        RelayItems.digestsKey(para),
        t -> t.digests.get(para),
        digest -> RelayItems.encodeDigests(digests(digest)));
    write(
        RelayItems.cutoffKey(para),
        t -> t.paras.get(para).flatMap(ParaRecord::cutoffBlocks),
        blocks -> new ScaleWriter().writeU32(blocks).toBytes());
    write(
        RelayItems.peersKey(para),
        t -> t.paras.get(para).map(ParaRecord::peers).filter(peers -> !peers.isEmpty()),
        peers -> new ScaleWriter().writeList(peers, ScaleWriter::writeBytes).toBytes());
  }

  private void hrmpPara(ParaId para) {
    write(
        HrmpItems.WATERMARKS.key(para),
        t -> watermark(t, para),
        mark -> new ScaleWriter().writeU32(mark.block()).toBytes());
    write(
        HrmpItems.INGRESS_CHANNELS_INDEX.key(para),
        t -> t.ingress.get(para),
        RelayItems::encodeIndex);
    write(
        HrmpItems.EGRESS_CHANNELS_INDEX.key(para),
        t -> t.egress.get(para),
        RelayItems::encodeIndex);
    write(
        HrmpItems.CHANNEL_DIGESTS.key(para),
        t -> t.digests.get(para),
        digest -> RelayItems.encodeDigests(digests(digest)));
  }

  /** Writes channel structure and contents as the live relay chain has them. */
  void hrmpChannel(ChannelId id) {
    write(
        HrmpItems.CHANNELS.key(id.sender(), id.recipient()),
        t -> t.channels.get(id).map(channel -> hrmpChannel(channel, queue(t, id))),
        HrmpChannel::encode);
    write(
        HrmpItems.CHANNEL_CONTENTS.key(id.sender(), id.recipient()),
        t -> t.hrmpQueues.get(id).filter(queue -> !queue.waiting().isEmpty()),
        queue ->
            new ScaleWriter()
                .writeList(
                    queue.waiting(),
                    (writer, one) -> writer.writeU32(one.sentAt()).writeBytes(one.body()))
                .toBytes());
  }

  private static HrmpQueue queue(RelayTables tables, ChannelId id) {
    return tables.hrmpQueues.get(id).orElse(HrmpQueue.EMPTY);
  }

  private static HrmpChannel hrmpChannel(Channel channel, HrmpQueue queue) {
    return new HrmpChannel(
        channel.limits().countMax(),
        channel.limits().totalBytesMax(),
        channel.limits().messageBytesMax(),
        queue.waiting().size(),
        queue.totalBytes(),
        Optional.of(queue.head()).filter(head -> !head.equals(Hash32.ZERO)),
        Optional.of(
            new HrmpChannel.Deposits(
                BigInteger.valueOf(channel.senderDeposit()),
                BigInteger.valueOf(channel.recipientDeposit()))));
  }

  private static Optional<Hash32> rowRoot(RelayTables tables, ParaId para) {
    return tables.rows.get(para).map(ChannelRow::root);
  }

  private static Optional<Watermark> watermark(RelayTables tables, ParaId para) {
    return tables
        .paras
        .get(para)
        .map(ParaRecord::watermark)
        .filter(mark -> !mark.equals(Watermark.START));
  }

  private static List<RelayItems.Digest> digests(PersistentMap<Long, List<ParaId>> digest) {
    List<RelayItems.Digest> digests = new ArrayList<>();
    for (Map.Entry<Long, List<ParaId>> block : digest) {
      digests.add(new RelayItems.Digest(block.getKey(), block.getValue()));
    }
    return digests;
  }

  private <T> void write(
      Bytes key, Function<RelayTables, Optional<T>> read, Function<T, Bytes> encode) {
    Optional<T> old = read.apply(before);
    Optional<T> now = read.apply(after);
    if (Objects.equals(old, now)) {
      return;
    }
    storage =
        now.isPresent()
            ? storage.put(key, encode.apply(now.get()), TrieLayout.V1)
            : storage.remove(key);
  }
}
