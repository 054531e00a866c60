package dev.fairlead.xcmp.proof;

import static dev.fairlead.xcmp.proof.IngressAssert.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.hrmp.HrmpItems;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XCMP facts, sections 11.2, 11.3 and 11.6: values of relay items, bitfield, one-entry trie. */
final class RelayItemVectorsTest {
  private static final ParaId S2001 = new ParaId(2001);

  @Test
  void digests_bothWays() throws DecodingException {
    Bytes encoded = Bytes.literal("0x086400000008e8030000d10700006600000004e8030000");

    assertThat(
            RelayItems.encodeDigests(
                List.of(
                    new RelayItems.Digest(100, List.of(Scene.S1000, S2001)),
                    new RelayItems.Digest(102, List.of(Scene.S1000)))))
        .isEqualTo(encoded);
    assertThat(RelayItems.decodeDigests(encoded))
        .containsExactly(at(100, Scene.S1000), at(100, S2001), at(102, Scene.S1000));
  }

  @Test
  void ingressIndexAndWatermark_bothWays() throws DecodingException {
    Bytes index = Bytes.literal("0x08e8030000d1070000");
    Watermark mark = at(108, S2001);

    assertThat(RelayItems.encodeIndex(List.of(Scene.S1000, S2001))).isEqualTo(index);
    assertThat(RelayItems.decodeIndex(index)).containsExactly(Scene.S1000, S2001);
    assertThat(RelayItems.encode(mark)).hasToString("0x6c000000d1070000");
    assertThat(RelayItems.decodeWatermark(RelayItems.encode(mark))).isEqualTo(mark);
  }

  @Test
  void bitfield_bothWays() throws DecodingException {
    ScaleWriter target = new ScaleWriter();
    Bitfield.of(4, 0, 1, 3).write(target);

    assertThat(target.toBytes()).hasToString("0x100b");
    assertThat(Bitfield.read(ScaleReader.of(target.toBytes()))).isEqualTo(Bitfield.of(4, 0, 1, 3));
  }

  @Test
  void trieWithTheWatermarkAlone_hasItsLeafAndRoot() {
    Bytes key = HrmpItems.WATERMARKS.key(Scene.P);
    StateTrie trie = StateTrie.of(Map.of(key, Bytes.literal("0x66000000")), TrieLayout.V1);

    assertThat(trie.prove(List.of(key)))
        .containsExactly(
            Bytes.literal(
                "0x7f196a0da05ca59913bc38a8630590f2627c09d487abe9aa06b94c8e59c187429a80"
                    + "63f5a4efb16ffa83d00700001066000000"));
    assertThat(trie.root())
        .hasToString("0xfa1ff148b5448c998c01f72e21e5fa742a3d41ebdae01b3b6649b9b641439b69");
  }
}
