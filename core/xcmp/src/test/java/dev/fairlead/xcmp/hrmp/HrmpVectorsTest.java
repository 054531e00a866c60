package dev.fairlead.xcmp.hrmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageQueueChain;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XCMP facts, sections 4.1, 4.6, 11.3 and 11.4: what a live relay chain holds. */
final class HrmpVectorsTest {
  private static final ParaId A = new ParaId(1000);
  private static final ParaId B = new ParaId(2000);
  private static final String HEAD =
      "88dc00db8cc9d22aa62b87807705831f164387dfa49f80a8600ed1cbe1704b6b";
  private static final String ABRIDGED =
      "0x19000000009001000090010002000000060000000188dc00db8cc9d22aa62b87807705831f164387"
          + "dfa49f80a8600ed1cbe1704b6b";
  private static final String DEPOSIT = "00e87648170000000000000000000000";

  @ParameterizedTest
  @CsvSource({
    "1, 0x61717561646973636f, d8d73e427fbcb01793aae939418c28af9f570da4f3d8430076a58844397c78a5",
    "2, 0x010203, 086aef3a70db505d41acf75196b0b373b9607015a422d65da1732e8521b3def7",
    "1, 0x, 7049cdfa1a6c42f8af6c2ff0cb18257fa40ce4713a9f4e25966aaf39d7e5d26d",
    "1, 0x31, e966b19dfba8b31d5ab4bd78784fe1b0b349d3449e9c7fe95151d21981642ba9",
    "25000000, 0x68656c6c6f, da7f656e6ab4a9eb5f092b0882c0450fe9135249e94bc0036969c2a014f57038"
  })
  void queueHead_ofOneMessage(long sentAt, String body, String head) {
    assertThat(head(sentAt, Bytes.literal(body))).isEqualTo(Hash32.literal("0x" + head));
  }

  @Test
  void queueHead_ofLongMessages() {
    assertThat(head(16_777_216, Bytes.literal("0x" + "aa".repeat(64))))
        .hasToString("0xc7b8dfa1330f4f45950c1fb32821147cf25b4d50abdb139e834fb4a4a4733ec6");
    assertThat(head(25_000_000, Bytes.of(new byte[102_400])))
        .hasToString("0xa7f90689e30539a469d964cfd9063997f612deb870fff59ff4f81befa3ead145");
  }

  @Test
  void queueHead_ofTwoMessages() {
    MessageQueueChain chain =
        MessageQueueChain.empty(LinkCodec.HRMP)
            .append(2, Bytes.literal("0x010203"))
            .append(3, Bytes.literal("0x040506"));

    assertThat(chain.head()).hasToString("0x" + HEAD);
    assertThat(MessageQueueChain.empty(LinkCodec.HRMP).head()).isEqualTo(Hash32.ZERO);
  }

  @Test
  void bodyHash_withoutTheLengthPrefix_givesTheWrongHead() {
    Bytes body = Bytes.literal("0x010203");
    Hash32 forgotten = LinkCodec.HRMP.link(Hash32.ZERO, 2, Blake2b256.hash(body));

    assertThat(LinkCodec.bodyHash(body))
        .hasToString("0xcafaf4adaf3920beca6db486d8ee24759066fcc25bd7953e2a4bd4f71c36f9cd");
    assertThat(forgotten)
        .hasToString("0xecd66228287bdc2a6fb23e2c303c5e34d238e124a2dc03e7f6d60799729ae408");
    assertThat(head(2, body)).isNotEqualTo(forgotten);
  }

  @Test
  void channel_inFullAndAbridged_bothWays() throws DecodingException {
    HrmpChannel abridged =
        new HrmpChannel(
            25, 102_400, 102_400, 2, 6, Optional.of(Hash32.literal("0x" + HEAD)), Optional.empty());
    BigInteger tenDot = BigInteger.valueOf(100_000_000_000L);
    HrmpChannel full =
        new HrmpChannel(
            25,
            102_400,
            102_400,
            2,
            6,
            abridged.mqcHead(),
            Optional.of(new HrmpChannel.Deposits(tenDot, tenDot)));

    assertThat(abridged.encode()).hasToString(ABRIDGED);
    assertThat(full.encode()).hasToString(ABRIDGED + DEPOSIT + DEPOSIT);
    assertThat(HrmpChannel.decode(Bytes.literal(ABRIDGED))).isEqualTo(abridged);
    assertThat(HrmpChannel.decode(full.encode())).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", DEPOSIT, DEPOSIT + DEPOSIT + "00"})
  void channel_thatIsNeitherFullNorAbridged_isRefused(String tail) {
    String hex = tail.isEmpty() ? ABRIDGED.substring(0, ABRIDGED.length() - 2) : ABRIDGED + tail;

    assertThatThrownBy(() -> HrmpChannel.decode(Bytes.literal(hex)))
        .isInstanceOf(DecodingException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "CHANNELS, 6a0da05ca59913bc38a8630590f2627cb6604cff828a6e3f579ca6c59ace013d",
    "WATERMARKS, 6a0da05ca59913bc38a8630590f2627c09d487abe9aa06b94c8e59c187429a80",
    "INGRESS_CHANNELS_INDEX, 6a0da05ca59913bc38a8630590f2627c1d3719f5b0b12c7105c073c507445948",
    "EGRESS_CHANNELS_INDEX, 6a0da05ca59913bc38a8630590f2627cf12b746dcf32e843354583c9702cc020",
    "CHANNEL_DIGESTS, 6a0da05ca59913bc38a8630590f2627ce0e67da63472835bb0b737093a19ad4c",
    "CHANNEL_CONTENTS, 6a0da05ca59913bc38a8630590f2627cabe953bb90b08a3782523e6dcf0c086a",
    "OPEN_CHANNEL_REQUESTS, 6a0da05ca59913bc38a8630590f2627c87fb3901b0fd2961e923a3ad6009b650",
    "OPEN_CHANNEL_REQUESTS_LIST,"
        + "6a0da05ca59913bc38a8630590f2627c2a351b6a99a5b21324516e668bb86a57",
    "CLOSE_CHANNEL_REQUESTS, 6a0da05ca59913bc38a8630590f2627c7bb90bc2de3b30ea4238f53a9303869f",
    "CLOSE_CHANNEL_REQUESTS_LIST,"
        + "6a0da05ca59913bc38a8630590f2627c510d5b9b129ba92f70e9802b9e2e42b5",
    "DOWNWARD_MESSAGE_QUEUE_HEADS,"
        + "63f78c98723ddc9073523ef3beefda0c4d7fefc408aac59dbfe80a72ac8e3ce5",
    "ACTIVE_CONFIG, 06de3d8a54d27e44a9d5ce189618f22db4b49d95320d9021994c850f25b8e385",
    "PARA_HEADS, cd710b30bd2eab0352ddcc26417aa1941b3c252fcb29d88eff4f3de5de4476c3"
  })
  void storagePrefix_ofEveryItem(HrmpItems item, String prefix) {
    assertThat(item.prefix()).hasToString("0x" + prefix);
  }

  @ParameterizedTest
  @EnumSource(
      value = HrmpItems.class,
      names = {"CHANNELS", "CHANNEL_CONTENTS"})
  void storageKey_ofAChannel(HrmpItems item) {
    assertThat(item.key(A, B))
        .hasToString(item.prefix() + "4e04d2a15ab51127" + "e8030000" + "d0070000");
  }

  @Test
  void storageKey_ofAPara() {
    assertThat(HrmpItems.WATERMARKS.key(B))
        .hasToString(HrmpItems.WATERMARKS.prefix() + "63f5a4efb16ffa83" + "d0070000");
    assertThat(HrmpItems.EGRESS_CHANNELS_INDEX.key(A))
        .hasToString(HrmpItems.EGRESS_CHANNELS_INDEX.prefix() + "b6ff6f7d467b87a9" + "e8030000");
    assertThat(HrmpItems.PARA_HEADS.key(B))
        .hasToString(HrmpItems.PARA_HEADS.prefix() + "63f5a4efb16ffa83" + "d0070000");
  }

  private static Hash32 head(long sentAt, Bytes body) {
    return MessageQueueChain.empty(LinkCodec.HRMP).append(sentAt, body).head();
  }

  /** Keeps the ASCII of the published message in sight. */
  @Test
  void aquadisco_isWhatTheVectorSpells() {
    assertThat(Bytes.of("aquadisco".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("0x61717561646973636f");
  }
}
