package dev.fairlead.xcmp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.channel.RowRoot;
import dev.fairlead.xcmp.merkle.MerkleGeometry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** XCMP facts, section 11.5: the negative tests of the seed profile. */
final class SeedNegativeVectorsTest {
  private static final Hash32 HELLO = body("hello");
  private static final Hash32 WORLD = body("world");
  private static final Hash32 MARK = body("!");
  private static final Hash32 L1 = LinkCodec.SEED.link(Hash32.ZERO, 0, HELLO);
  private static final Hash32 L2 = LinkCodec.SEED.link(L1, 101, WORLD);
  private static final Hash32 L3 = LinkCodec.SEED.link(L2, 105, MARK);
  private static final ParaId P2000 = new ParaId(2000);
  private static final ParaId P2001 = new ParaId(2001);
  private static final ParaId P2004 = new ParaId(2004);
  private static final SortedMap<ParaId, Hash32> LINKS =
      new TreeMap<>(Map.of(P2000, L3, P2001, L1, P2004, L2));
  private static final Hash32 M3 = MessageRoot.of(LINKS);

  @Test
  void untaggedForm_isAnotherHash() {
    assertThat(untagged(HELLO, 0, Hash32.ZERO))
        .hasToString("0x28ac0890242cad7950996c063360a7fff7e3f1f8f40340c0bf31c04c2af3e575")
        .isNotEqualTo(L1);
    assertThat(untagged(WORLD, 101, untagged(HELLO, 0, Hash32.ZERO)))
        .hasToString("0x6fd8585a2488d1cbdef70a3f752507fd8a9fc052735cd22f3a751d6a6edcbcb5")
        .isNotEqualTo(L2);
  }

  @Test
  void twoCodecs_areNeverTheSame() {
    assertThat(LinkCodec.HRMP.link(Hash32.ZERO, 0, HELLO)).isNotEqualTo(L1);
    assertThat(LinkCodec.HRMP.link(HELLO, 0, Hash32.ZERO)).isNotEqualTo(L1);
  }

  @Test
  void swappedBodies_doNotGiveL3() {
    Hash32 second = LinkCodec.SEED.link(L1, 101, MARK);

    assertThat(LinkCodec.SEED.link(second, 105, WORLD)).isNotEqualTo(L3);
  }

  @Test
  void droppedL1_doesNotGiveL3() {
    Hash32 second = LinkCodec.SEED.link(Hash32.ZERO, 101, WORLD);

    assertThat(LinkCodec.SEED.link(second, 105, MARK)).isNotEqualTo(L3);
  }

  @Test
  void promotedLeaf2004_isAcceptedAtIndex2Only() {
    MessageRoot.Proof honest = MessageRoot.prove(LINKS, P2004);
    List<Hash32> surplus = new ArrayList<>(honest.siblings());
    surplus.add(L2);

    assertThat(honest.climb(P2004, L2)).contains(M3);
    assertThat(new MessageRoot.Proof(3, 3, honest.siblings()).climb(P2004, L2)).isEmpty();
    assertThat(new MessageRoot.Proof(2, 3, surplus).climb(P2004, L2)).isEmpty();
    for (long index = 0; index < 4; index++) {
      // Four leaves instead of three: another geometry, and another seal.
      MessageRoot.Proof four = new MessageRoot.Proof(index, 4, honest.siblings());
      assertThat(four.climb(P2004, L2)).isEmpty();
      MessageRoot.Proof padded = new MessageRoot.Proof(index, 4, surplus);
      assertThat(padded.climb(P2004, L2).filter(M3::equals)).isEmpty();
    }
  }

  @Test
  void innerNodeOf2000And2001_isNoLeaf() {
    Hash32 inner = MessageRoot.prove(LINKS, P2004).siblings().getFirst();
    List<Hash32> rest = MessageRoot.prove(LINKS, P2000).siblings().subList(1, 2);

    assertThat(new MessageRoot.Proof(0, 3, rest).climb(P2000, inner)).isEmpty();
    assertThat(new MessageRoot.Proof(0, 2, rest).climb(P2000, inner).filter(M3::equals)).isEmpty();
    // Even without the leaf's tag the number of leaves in the seal tells them apart.
    Hash32 top = new MerkleGeometry(0x12).climb(inner, 0, 2, rest).orElseThrow();
    assertThat(seal(3, top)).isEqualTo(M3);
    assertThat(seal(2, top)).isNotEqualTo(M3);
  }

  @Test
  void slot1_withTheProofOfSlot3_isRefused() {
    ParaId sender = new ParaId(1000);
    List<ChannelCell> row =
        List.of(
            new ChannelCell(P2000, M3, 110),
            new ChannelCell(P2001, M3, 110),
            ChannelCell.fresh(new ParaId(2002)),
            new ChannelCell(P2004, M3, 110));
    Hash32 root = RowRoot.of(sender, row);
    List<Hash32> third = RowRoot.prove(row, 3);

    assertThat(RowRoot.climb(sender, row.get(3), 3, 4, third)).contains(root);
    assertThat(RowRoot.climb(sender, row.get(3), 1, 4, third).filter(root::equals)).isEmpty();
    assertThat(RowRoot.climb(sender, row.get(1), 1, 4, third).filter(root::equals)).isEmpty();
    assertThat(RowRoot.climb(new ParaId(1001), row.get(3), 3, 4, third).filter(root::equals))
        .isEmpty();
  }

  private static Hash32 untagged(Hash32 bodyHash, int previousBlock, Hash32 previous) {
    return new Blake2b256()
        .update(bodyHash)
        .updateIntLittleEndian(previousBlock)
        .update(previous)
        .digest();
  }

  private static Hash32 seal(int leafCount, Hash32 top) {
    return new Blake2b256().updateByte(0x13).updateIntLittleEndian(leafCount).update(top).digest();
  }

  private static Hash32 body(String text) {
    return LinkCodec.bodyHash(Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
