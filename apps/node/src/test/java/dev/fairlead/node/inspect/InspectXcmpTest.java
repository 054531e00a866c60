package dev.fairlead.node.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.IngressBuilder;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the offline tools answer; their vectors are those of {@link XcmpVectorsTest}. */
final class InspectXcmpTest {
  private static final String L1 =
      "0xef1e1ef492c52fcc1969dedaf79714988c345c3ebd7c8802fb183f9f4e4036fc";
  private static final String L2 =
      "0xd725c08e5b87eb205c7f524efd02d37259d13f47a420cb494c05c6318b6565d4";
  private static final String L3 =
      "0xfa00c5aa3d5c8b75b849d7fc0ce8f3d4744dbbd05644f2fd6967b3f222484e3a";
  private static final String M3 =
      "0x4c44c61c494576e1f907a356e2555c2cfcbd39174ebc30507db9e31d9420423b";
  private static final String ZERO = Hash32.ZERO.toString();

  @Test
  void link_bothCodecs_andABadLineBetween() {
    InspectRun run =
        InspectRun.xcmp(
            """
            {"codec":"hrmp","prev":"%s","number":2,"body":"0x010203"}
            {"codec":"other","prev":"%s","number":2,"body":"0x010203"}
            {"codec":"seed","prev":"%s","number":0,"body":"0x68656c6c6f"}
            """
                .formatted(ZERO, ZERO, ZERO),
            "link");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.answers().get(0).path("link").asString())
        .isEqualTo("0x086aef3a70db505d41acf75196b0b373b9607015a422d65da1732e8521b3def7");
    assertThat(run.answers().get(0).path("bodyHash").asString())
        .isEqualTo("0xcafaf4adaf3920beca6db486d8ee24759066fcc25bd7953e2a4bd4f71c36f9cd");
    assertThat(run.answers().get(1).path("error").path("message").asString()).contains("codec");
    assertThat(run.answers().get(2).path("link").asString()).isEqualTo(L1);
  }

  @Test
  void root_sortsLeaves_andProvesThePromotedOne() {
    InspectRun run =
        InspectRun.xcmp(
            """
            {"leaves":[{"recipient":2004,"link":"%s"},{"recipient":2000,"link":"%s"},\
            {"recipient":2001,"link":"%s"}],"prove":2004}
            """
                .formatted(L2, L3, L1),
            "root");

    assertThat(run.answer().path("messageRoot").asString()).isEqualTo(M3);
    assertThat(run.answer().path("leafIndex").asInt()).isEqualTo(2);
    assertThat(run.answer().path("leafCount").asInt()).isEqualTo(3);
    assertThat(run.answer().path("siblings").size()).isEqualTo(1);
  }

  @Test
  void root_recipientGivenTwice_isRefused() {
    String leaf = "{\"recipient\":2000,\"link\":\"" + L1 + "\"}";

    InspectRun run = InspectRun.xcmp("{\"leaves\":[" + leaf + "," + leaf + "]}\n", "root");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.answer().path("error").path("message").asString()).contains("given twice");
  }

  @Test
  void row_withTombstone_hasItsRootAndSiblings() {
    InspectRun run =
        InspectRun.xcmp(
            """
            {"sender":1000,"slots":[{"recipient":2000,"messageRoot":"%s","lastBlock":110},null,\
            {"recipient":2002,"messageRoot":"%s","lastBlock":0}],"prove":2}
            """
                .formatted(M3, ZERO),
            "row");

    assertThat(run.answer().path("rowRoot").asString())
        .isEqualTo("0x9cba9cae35bb4a007603281c0abd55d3c31d01946b9a46102525919d38c8e36f");
    assertThat(run.answer().path("slotCount").asInt()).isEqualTo(3);
    assertThat(run.answer().path("siblings").size()).isEqualTo(1);
  }

  @Test
  void trie_rootThenProofThenValues() {
    InspectRun made =
        InspectRun.xcmp(
            "{\"version\":1,\"entries\":{\"0x4819\":\"0xfe\",\"0x1314\":\"0xff\"},"
                + "\"prove\":[\"0x4819\"]}\n",
            "trie");
    String root = made.answer().path("root").asString();
    String nodes = made.answer().path("nodes").toString();

    InspectRun read =
        InspectRun.xcmp(
            "{\"root\":\""
                + root
                + "\",\"nodes\":"
                + nodes
                + ",\"prove\":[\"0x4819\",\"0x4818\"]}\n",
            "trie");
    InspectRun surplus =
        InspectRun.xcmp(
            "{\"root\":\"" + root + "\",\"nodes\":" + nodes + ",\"prove\":[]}\n", "trie");

    assertThat(made.answer().path("nodes").path(0).asString())
        .isEqualTo("0x8012001443031404ff1443081904fe");
    assertThat(read.answer().path("values").path("0x4819").asString()).isEqualTo("0xfe");
    assertThat(read.answer().path("values").path("0x4818").isNull()).isTrue();
    assertThat(surplus.code()).isEqualTo(2);
  }

  @Test
  void trie_keyAboveTheLimit_isABadLine() {
    // The reader of JSON refuses so long a name before the trie would.
    String key = "0x" + "00".repeat(32_768);

    InspectRun run =
        InspectRun.xcmp("{\"version\":0,\"entries\":{\"%s\":\"0x\"}}%n".formatted(key), "trie");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.answer().path("error").path("message").asString()).contains("exceed");
  }

  @Test
  void channel_ofALiveRelayChain() {
    InspectRun run =
        InspectRun.xcmp(
            "{\"hex\":\"0x19000000009001000090010002000000060000000188dc00db8cc9d22aa62b8780770583"
                + "1f164387dfa49f80a8600ed1cbe1704b6b00e8764817000000000000000000000000e876481700"
                + "00000000000000000000\"}\n",
            "channel");

    assertThat(run.answer().path("maxCapacity").asInt()).isEqualTo(25);
    assertThat(run.answer().path("msgCount").asInt()).isEqualTo(2);
    assertThat(run.answer().path("mqcHead").asString()).startsWith("0x88dc00db");
    assertThat(run.answer().path("senderDeposit").asLong()).isEqualTo(100_000_000_000L);
  }

  @Test
  void decode_headerCommitments() {
    InspectRun run =
        InspectRun.xcmp(
            "{\"type\":\"Commitments\",\"hex\":\"0x014c44c61c494576e1f907a356e2555c2cfcbd39174ebc30"
                + "507db9e31d9420423b100b6c000000d10700006d000000c4fe115941852a9b890b8d662b03dd16"
                + "88a09dd0d8d1aee9280d45524fc5d210\"}\n",
            "decode");

    assertThat(run.answer().path("messageRoot").asString()).isEqualTo(M3);
    assertThat(run.answer().path("bitfield").toString()).isEqualTo("[true,true,false,true]");
    assertThat(run.answer().path("watermark").path("para").asInt()).isEqualTo(2001);
    assertThat(run.answer().path("relayParentNumber").asInt()).isEqualTo(109);
  }

  @Test
  void verifyIngress_validProof_namesWhatItConsumes() {
    InspectRun run = InspectRun.xcmp(question(110, "68656c6c6f"), "verify-ingress");

    assertThat(run.code()).isZero();
    assertThat(run.out().trim())
        .isEqualTo("{\"verdict\":\"valid\",\"consumed\":[{\"block\":105,\"sender\":1000}]}");
  }

  @Test
  void verifyIngress_alteredBody_failsAtV12_withExitCodeZero() {
    InspectRun run = InspectRun.xcmp(question(110, "68656c6c70"), "verify-ingress");

    assertThat(run.code()).isZero();
    assertThat(run.answer().path("verdict").asString()).isEqualTo("invalid");
    assertThat(run.answer().path("step").asString()).isEqualTo("V12");
  }

  @Test
  void verifyIngress_otherRelayParent_failsAtV2() {
    InspectRun run = InspectRun.xcmp(question(111, "68656c6c6f"), "verify-ingress");

    assertThat(run.answer().path("step").asString()).isEqualTo("V2");
  }

  @Test
  void verifyIngress_bytesThatAreNoProof_exitWithTwoAndOneLine() {
    String question =
        question(110, "68656c6c6f").replaceFirst("\"ingress\":\"0x01", "\"ingress\":\"0x");

    InspectRun run = InspectRun.xcmp(question, "verify-ingress");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }

  /** One message of 1000 to 2000, enacted in block 105, on a relay parent 110. */
  private static String question(long relayParent, String body) {
    ParaId sender = new ParaId(1000);
    ParaId recipient = new ParaId(2000);
    Hash32 bodyHash = LinkCodec.bodyHash(Bytes.literal("0x68656c6c6f"));
    TreeMap<ParaId, Hash32> links =
        new TreeMap<>(Map.of(recipient, LinkCodec.SEED.link(Hash32.ZERO, 0, bodyHash)));
    ChannelRow row = new ChannelRow(sender);
    int slot = row.open(recipient);
    row.enact(slot, MessageRoot.of(links), 105);
    StateTrie state =
        StateTrie.of(
            Map.of(
                RelayItems.cstRootKey(sender),
                RelayItems.encode(row.root()),
                RelayItems.ingressIndexKey(recipient),
                RelayItems.encodeIndex(List.of(sender)),
                RelayItems.digestsKey(recipient),
                RelayItems.encodeDigests(List.of(new RelayItems.Digest(105, List.of(sender))))),
            TrieLayout.V1);
    IngressBuilder.News news =
        new IngressBuilder.News(
            Optional.of(MessageRoot.prove(links, recipient)),
            List.of(new ChannelProof.LinkClaim(bodyHash, 0)),
            List.of(Bytes.literal("0x" + body)));
    XcmpIngress ingress =
        new IngressBuilder(recipient, 110, state).channel(row, slot, news).build();
    return """
    {"recipient":2000,"relayParent":{"number":%d,"storageRoot":"%s"},
     "watermark":{"block":0,"para":0},"newWatermark":{"block":105,"para":1000},
     "channels":[],"ingress":"%s","order":"id"}
    """
        .formatted(relayParent, state.root(), XcmpIngressCodec.encode(ingress));
  }
}
