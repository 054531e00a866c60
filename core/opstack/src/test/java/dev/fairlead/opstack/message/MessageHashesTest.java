package dev.fairlead.opstack.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageHashesTest {
  @Test
  void v1_everyStepOfTheHashChain() {
    Identifier id =
        new Identifier(
            Address20.literal("0xe0e1e2e3e4e5e6e7e8e9f0f1f2f3f4f5f6f7f8f9"),
            0xa1a2a3a4a5a6a7a8L,
            0xb1b2b3b4L,
            0xc1c2c3c4c5c6c7c8L,
            ChainId.of(0xd1d2d3d4d5d6d7d8L));
    EventLog log =
        new EventLog(id.origin(), List.of(), Bytes.literal("0x6578616d706c65207061796c6f6164"));

    Hash32 logHash = MessageHashes.logHash(log);

    assertThat(MessageHashes.payloadHash(log))
        .hasToString("0x8017559a85b12c04b14a1a425d53486d1015f833714a09bd62f04152a7e2ae9b");
    assertThat(logHash)
        .hasToString("0xf9ed05990c887d3f86718aabd7e940faaa75d6a5cd44602e89642586ce85f2aa");
    assertThat(MessageHashes.packedIdentifier(id.position(), id.timestamp()))
        .hasToString("0x000000000000000000000000a1a2a3a4a5a6a7a8c1c2c3c4c5c6c7c8b1b2b3b4");
    assertThat(MessageHashes.identifiedLogHash(logHash, id.position(), id.timestamp()))
        .hasToString("0xa7fb136e1e6bfaca4f4994c497b32212e6de9dbd2b9a6e75df85a01574e9ffe8");
    assertThat(MessageHashes.checksum(id, MessageHashes.payloadHash(log)))
        .hasToString("0x03749e87fd7789575de9906569deb05aaf220dc4cfab3d8abbfd34a2e1d7d357");
  }

  /** V2, the same on a chain above 64 bits (V3), and V2 with one field changed (V16). */
  @ParameterizedTest
  @CsvSource({
    "0x4200000000000000000000000000000000000023, 14, 2, 1743801675, 901,"
        + " 0x03c6d2648cef120ce1d7ccf9f8d4042d6b25ff30a02e22d9ea2a47d2677ccb8d",
    "0x4200000000000000000000000000000000000023, 14, 2, 1743801675, 18446744073709551635,"
        + " 0x03ffd9bcc97d1c56ae1e5727287611dc92241680d1e32e590d919b5b458c9204",
    "0x4200000000000000000000000000000000000023, 14, 3, 1743801675, 901,"
        + " 0x03a495d394d33d2624aa1ccdb26c0ae1cee126072fb332f3265a884ff23665c1",
    "0x4200000000000000000000000000000000000023, 14, 2, 1743801676, 901,"
        + " 0x03a93f9dd64af98006f42149adcfb3bd1e262784746fbb709de007967b6e07ba",
    "0x4200000000000000000000000000000000000022, 14, 2, 1743801675, 901,"
        + " 0x031dce28dacd5a1ff5d1141c2bf055951d684f51a569c0cddaf888d8da3fb516"
  })
  void v2_v3_v16_checksumBindsEveryField(
      String origin, long block, long index, long timestamp, BigInteger chain, String checksum) {
    Hash32 payloadHash = Keccak256.hash(Vectors.read("v2-payload"));
    Identifier id =
        new Identifier(Address20.literal(origin), block, index, timestamp, ChainId.of(chain));

    assertThat(payloadHash)
        .hasToString("0x239eaa8910efd066ea6bad5057f60ea868da70c49dff4cb09403e90f970a812b");
    assertThat(MessageHashes.checksum(id, payloadHash)).hasToString(checksum);
  }

  @Test
  void v4_checksumFromALogHash() {
    Hash32 logHash =
        Hash32.literal("0x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    LogPosition position = new LogPosition(2587, 66);

    assertThat(MessageHashes.packedIdentifier(position, 4660))
        .hasToString("0x0000000000000000000000000000000000000a1b000000000000123400000042");
    assertThat(MessageHashes.identifiedLogHash(logHash, position, 4660))
        .hasToString("0x2040611351b2732c49741f4dbdeb050c437b1589f04da06b954df5d5bc6b6c14");
    assertThat(MessageHashes.checksum(ChainId.of(3), position, 4660, logHash))
        .hasToString("0x03ca886771056d8ea647bb809b888ba14986f57daaf28954d40408321717716a");
  }

  /** Topics by their first bytes, filled up with zeros, or whole. */
  @ParameterizedTest
  @CsvSource({
    "V5, 0xaabb000000000000000000000000000000000000, cc dd, 0xeeff00,"
        + " 0xd02c953e71ad253a126f0467ff8b6540442abd952f9a59ae144540e980f661c1,"
        + " 0x4e1dc08fddeb273275f787762cdfe945cf47bb4e80a1fabbc7a825801e81b73f",
    "V6, 0x2e36abc72b1c8f2afd2cec2b1f73faf23b31a55f,"
        + " ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
        + " 0000000000000000000000008466cdfaad94a784a045f0983898d68cb2a52ac2"
        + " 000000000000000000000000b814d2b41140ca04117b18362acbb30db34b0bf1,"
        + " 0xd795cfbee4df3b2d45b94fb2241a3400e4e01272738caa3fcb5924af63459de4,"
        + " 0xb6ea6e650c443f455805df03775951b80d4bc0a334f4ccaf5bd6e590a65cc4f2,"
        + " 0x068d6accd35257bcd216c167c68e00e0926665aedcc362786f8c55b88ae720b1",
    "V7, 0xfe69f1fdf51b1f48331ae123088ff53560d675fb, '',"
        + " 0xc44267c7c4c738c6fc90dfdefdcd1492218cfff89bdac63ae93a632c86c81e16,"
        + " 0x800f346144ed9a3982f2058ef9acfa4d049f63d604e7438bcccc170452b08ceb,"
        + " 0x6558e8542cd1b1c2aaa0df9f818005ba6b69ae47ecc8818d59ac066fcfef426e",
    "V8, 0x0000000000000000000000000000000000000000, '', 0x,"
        + " 0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470,"
        + " 0x09051be45a200c773610a29099f03e7dfe72b244e6b585e0b3a9a8d379802094",
    "V9, 0xe0e1e2e3e4e5e6e7e8e9f0f1f2f3f4f5f6f7f8f9,"
        + " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + " bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,"
        + " 0x6578616d706c65207061796c6f6164,"
        + " 0x975b168e34100c0755ec6e126aaf70c8ee6513efa768b1e2c61bee9f56865d9a,"
        + " 0x20b21f284fb0286571fbf1cbfc20cdb1d50ea5c74c914478aee4a47b0a82a170"
  })
  void v5ToV9_logHashes(
      String name, String address, String topics, String data, String payloadHash, String hash) {
    List<Hash32> topicList =
        Arrays.stream(topics.split(" ", -1))
            .filter(topic -> !topic.isEmpty())
            .map(topic -> Hash32.literal("0x" + topic + "0".repeat(64 - topic.length())))
            .toList();
    EventLog log = new EventLog(Address20.literal(address), topicList, Bytes.literal(data));

    assertThat(MessageHashes.payloadHash(log)).as(name).hasToString(payloadHash);
    assertThat(MessageHashes.logHash(log)).as(name).hasToString(hash);
  }
}
