package dev.fairlead.xcmp.trie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** XCMP facts, section 11.6. */
final class TrieVectorsTest {
  private static final Bytes CHANNEL =
      Bytes.literal(
          "0x19000000009001000090010002000000060000000188dc00db8cc9d22aa62b87807705831f164387"
              + "dfa49f80a8600ed1cbe1704b6b"
              + "00e8764817000000000000000000000000e87648170000000000000000000000");

  private static final Map<Bytes, Bytes> FOUR =
      Map.of(
          Bytes.literal(
              "0x6a0da05ca59913bc38a8630590f2627c09d487abe9aa06b94c8e59c187429a8063f5a4efb16ffa83"
                  + "d0070000"),
          Bytes.literal("0x66000000"),
          Bytes.literal(
              "0x6a0da05ca59913bc38a8630590f2627c1d3719f5b0b12c7105c073c50744594863f5a4efb16ffa83"
                  + "d0070000"),
          Bytes.literal("0x08e8030000d1070000"),
          Bytes.literal(
              "0x6a0da05ca59913bc38a8630590f2627cb6604cff828a6e3f579ca6c59ace013d4e04d2a15ab51127"
                  + "e8030000d0070000"),
          CHANNEL,
          Bytes.literal(
              "0x6a0da05ca59913bc38a8630590f2627ce0e67da63472835bb0b737093a19ad4c63f5a4efb16ffa83"
                  + "d0070000"),
          Bytes.literal("0x086400000008e8030000d10700006600000004e8030000"));

  @Test
  void emptyTrie_hasTheKnownRoot() {
    assertThat(StateTrie.EMPTY.root())
        .hasToString("0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314");
  }

  @Test
  void nodesOfPublishedUnitTests_areEncodedAlike() {
    StateTrie one =
        StateTrie.of(Map.of(Bytes.literal("0xaa"), Bytes.literal("0xbb")), TrieLayout.V0);
    StateTrie two =
        StateTrie.of(
            Map.of(
                Bytes.literal("0x4819"), Bytes.literal("0xfe"),
                Bytes.literal("0x1314"), Bytes.literal("0xff")),
            TrieLayout.V0);

    assertThat(one.prove(FOUR.keySet())).containsExactly(Bytes.literal("0x42aa04bb"));
    assertThat(two.prove(FOUR.keySet()))
        .containsExactly(Bytes.literal("0x8012001443031404ff1443081904fe"));
  }

  @Test
  void smallMaps_haveTheirRoots() {
    assertThat(
            StateTrie.of(Map.of(text("abc"), text("1"), text("abd"), text("2")), TrieLayout.V0)
                .root())
        .hasToString("0x97883be0ed989ca6a43f5400e03b8035e8744bfc6044686181fab590b0fa3fa5");
    Map<Bytes, Bytes> longValue = Map.of(text("A"), text("b".repeat(33)));
    assertThat(StateTrie.of(longValue, TrieLayout.V0).root())
        .hasToString("0x5f44635e7eac7ca376ed56300f2c8335ecfe996320d3d9ce69431d50d2372754");
    assertThat(StateTrie.of(longValue, TrieLayout.V1).root())
        .hasToString("0xdd3762245d978269471f6460e9708b5b0a319b6cff2e5b5a7fe45afba363caed");
  }

  @Test
  void fourRelayEntries_haveTheirRootsAndNodes() {
    StateTrie v0 = StateTrie.of(FOUR, TrieLayout.V0);
    StateTrie v1 = StateTrie.of(FOUR, TrieLayout.V1);

    assertThat(v0.root())
        .hasToString("0x5cd4b398e42c3d5c8a78054bfbd5fd945286fad27873c13dd46ba053dd426b53");
    assertThat(v1.root())
        .hasToString("0x8824c7a75cc0d4678488e2aedfab8a4fa6cf1036c9d3c0bd5171a574f12744fb");
    assertThat(v0.prove(FOUR.keySet())).hasSize(5);
    assertThat(v0.prove(FOUR.keySet()).stream().mapToInt(Bytes::size).sum()).isEqualTo(398);
    assertThat(v1.prove(FOUR.keySet())).hasSize(6);
    assertThat(v1.prove(FOUR.keySet()).stream().mapToInt(Bytes::size).sum()).isEqualTo(428);
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
