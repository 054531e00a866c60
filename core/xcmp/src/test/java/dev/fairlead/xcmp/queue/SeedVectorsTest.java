package dev.fairlead.xcmp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.channel.RowRoot;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** XCMP facts, section 11.5: from a body to the header's commitments. */
final class SeedVectorsTest {
  private static final ParaId SENDER = new ParaId(1000);
  private static final Hash32 L1 =
      LinkCodec.SEED.link(Hash32.ZERO, 0, LinkCodec.bodyHash(text("hello")));
  private static final Hash32 L2 = LinkCodec.SEED.link(L1, 101, LinkCodec.bodyHash(text("world")));
  private static final Hash32 L3 = LinkCodec.SEED.link(L2, 105, LinkCodec.bodyHash(text("!")));
  private static final Hash32 M3 =
      MessageRoot.of(
          new TreeMap<>(Map.of(new ParaId(2000), L3, new ParaId(2001), L1, new ParaId(2004), L2)));

  @Test
  void links_haveTheirHashes() {
    assertThat(L1)
        .hasToString("0xef1e1ef492c52fcc1969dedaf79714988c345c3ebd7c8802fb183f9f4e4036fc");
    assertThat(L2)
        .hasToString("0xd725c08e5b87eb205c7f524efd02d37259d13f47a420cb494c05c6318b6565d4");
    assertThat(L3)
        .hasToString("0xfa00c5aa3d5c8b75b849d7fc0ce8f3d4744dbbd05644f2fd6967b3f222484e3a");
  }

  @Test
  void messageRoots_ofOneTwoAndThreeRecipients() {
    assertThat(MessageRoot.of(new TreeMap<>(Map.of(new ParaId(2000), L1))))
        .hasToString("0xbd0754795f6ca12e5a71de0d6a32bb726533430d32cfccde42b08d3d5d1ecdc8");
    assertThat(MessageRoot.of(new TreeMap<>(Map.of(new ParaId(2000), L3, new ParaId(2001), L1))))
        .hasToString("0x32db5c567c869c7c8a54ff5ba17e0b7438814bc9a9fe9ac14ce16d5e10b273b6");
    assertThat(M3)
        .hasToString("0x4c44c61c494576e1f907a356e2555c2cfcbd39174ebc30507db9e31d9420423b");
  }

  @Test
  void rowRoots_withAndWithoutTombstone() {
    List<ChannelCell> four =
        List.of(
            new ChannelCell(new ParaId(2000), M3, 110),
            new ChannelCell(new ParaId(2001), M3, 110),
            ChannelCell.fresh(new ParaId(2002)),
            new ChannelCell(new ParaId(2004), M3, 110));
    List<ChannelCell> three = List.of(four.get(0), ChannelCell.TOMBSTONE, four.get(2));

    assertThat(RowRoot.of(SENDER, four))
        .hasToString("0xb6b438e9ccf3d662f001a127895d43d22dfb5eb75cd090a72e7992424a7fb89c");
    assertThat(RowRoot.of(SENDER, three))
        .hasToString("0x9cba9cae35bb4a007603281c0abd55d3c31d01946b9a46102525919d38c8e36f");
    ChannelRow row = new ChannelRow(SENDER);
    four.forEach(cell -> row.open(cell.recipient()));
    row.root();
    row.enact(0, M3, 110);
    row.enact(1, M3, 110);
    row.root();
    row.enact(3, M3, 110);
    assertThat(row.root()).isEqualTo(RowRoot.of(SENDER, four));
    assertThat(row.prove(3)).isEqualTo(RowRoot.prove(four, 3));
    StateTrie state =
        StateTrie.of(
            Map.of(RelayItems.cstRootKey(SENDER), RelayItems.encode(row.root())), TrieLayout.V1);
    assertThat(RelayItems.cstRootKey(SENDER))
        .hasToString(
            "0x616555ff317df159c5e1bcd5aeeca7c3414a439b83edbdaa71f248f3655926ba"
                + "b6ff6f7d467b87a9e8030000");
    assertThat(state.root())
        .hasToString("0xc4fe115941852a9b890b8d662b03dd1688a09dd0d8d1aee9280d45524fc5d210");
    Commitments commitments =
        new Commitments(
            M3, Bitfield.of(4, 0, 1, 3), new Watermark(108, new ParaId(2001)), 109, state.root());
    assertThat(commitments.encode())
        .hasToString(
            "0x014c44c61c494576e1f907a356e2555c2cfcbd39174ebc30507db9e31d9420423b100b6c000000"
                + "d10700006d000000"
                + "c4fe115941852a9b890b8d662b03dd1688a09dd0d8d1aee9280d45524fc5d210");
    assertThat(Blake2b256.hash(commitments.encode()))
        .hasToString("0x81351b0f1f8ab2a4d334b8a3f849084f03f8fdfbb20426d05b33b6f6d7dafbaa");
  }

  @Test
  void o2_shuffleOrderAndKeys() {
    List<ParaId> paras = Stream.of(1000, 1001, 2000, 2001, 2034).map(id -> new ParaId(id)).toList();

    assertThat(order(paras, 110)).containsExactly(2001L, 2034L, 2000L, 1001L, 1000L);
    assertThat(order(paras, 111)).containsExactly(1001L, 2001L, 2034L, 2000L, 1000L);
    assertThat(QueueOrder.shuffleKey(110, new ParaId(2001)).toString())
        .startsWith("0x746e079c7f5e1aa5");
  }

  private static List<Long> order(List<ParaId> paras, long block) {
    List<Watermark> entries = paras.stream().map(para -> new Watermark(block, para)).toList();
    return IngressQueue.of(QueueOrder.SHUFFLE, entries).entries().stream()
        .map(entry -> entry.para().value())
        .toList();
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
