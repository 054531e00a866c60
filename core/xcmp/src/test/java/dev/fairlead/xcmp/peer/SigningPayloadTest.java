package dev.fairlead.xcmp.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;

final class SigningPayloadTest {
  private static final Hash32 GENESIS = Hash32.ofNumber(1);
  private static final PeerId SELF = new PeerId(Bytes.literal("0xa1a2"));
  private static final PeerRequest.Handover ASKED =
      new PeerRequest.Handover(ExampleFrames.RECIPIENT, 3, new Watermark(5, ExampleFrames.SENDER));
  private static final PeerResponse.HandedOver EMPTY =
      new PeerResponse.HandedOver(List.of(), List.of(), Optional.empty(), Bytes.of(new byte[64]));

  @Test
  void am22_hello_isTagGenesisSessionIndexPeer() {
    assertThat(SigningPayload.hello(GENESIS, 3, 7, SELF))
        .isEqualTo(
            bytes(
                "fairlead-xcmp-hello-1",
                "00".repeat(31) + "01" + "03000000" + "07000000" + "a1a2"));
  }

  @Test
  void am18_statement_isTagKindHash() {
    assertThat(SigningPayload.statement(Notification.StatementKind.INVALID, Hash32.ofNumber(0xfe)))
        .isEqualTo(bytes("fairlead-xcmp-statement-1", "02" + "00".repeat(31) + "fe"));
  }

  @Test
  void am22_handover_coversQuestionAnswerAndAsker() {
    byte[] content = {0, 0, 0};
    Blake2bDigest digest = new Blake2bDigest(256);
    digest.update(content, 0, content.length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);

    assertThat(SigningPayload.handover(GENESIS, ASKED, 7, EMPTY, SELF))
        .isEqualTo(
            bytes(
                "fairlead-xcmp-handover-1",
                "00".repeat(31)
                    + "01"
                    + "03000000"
                    + "07000000"
                    + "d0070000"
                    + "05000000"
                    + "e8030000"
                    + HexFormat.of().formatHex(hash)
                    + "a1a2"));
  }

  @Test
  void signatureItself_doesNotCount_butAllElseDoes() {
    byte[] ones = new byte[64];
    ones[5] = 1;
    PeerResponse.HandedOver otherSignature =
        new PeerResponse.HandedOver(List.of(), List.of(), Optional.empty(), Bytes.of(ones));
    PeerResponse.HandedOver more =
        new PeerResponse.HandedOver(
            List.of(), List.of(), Optional.of(Watermark.START), Bytes.of(ones));

    assertThat(SigningPayload.handover(GENESIS, ASKED, 7, otherSignature, SELF))
        .isEqualTo(SigningPayload.handover(GENESIS, ASKED, 7, EMPTY, SELF))
        .isNotEqualTo(SigningPayload.handover(GENESIS, ASKED, 7, more, SELF))
        .isNotEqualTo(
            SigningPayload.handover(GENESIS, ASKED, 7, EMPTY, new PeerId(Bytes.literal("0xa1"))));
  }

  @Test
  void noPayload_isAnotherKindsBeginning() {
    List<Bytes> payloads =
        List.of(
            SigningPayload.hello(GENESIS, 3, 7, SELF),
            SigningPayload.statement(Notification.StatementKind.VALID, GENESIS),
            SigningPayload.handover(GENESIS, ASKED, 7, EMPTY, SELF));
    List<Bytes> tags = new ArrayList<>();
    payloads.forEach(payload -> tags.add(payload.slice(0, 18)));

    assertThat(tags).doesNotHaveDuplicates();
  }

  private static Bytes bytes(String tag, String hex) {
    byte[] text = tag.getBytes(StandardCharsets.US_ASCII);
    return Bytes.literal("0x" + HexFormat.of().formatHex(text) + hex);
  }
}
